"use strict";

/* The drawing: sigma for circles and lines, names on a layer of their own. */
const picture = (() => {
  const LOOKS = {
    light: { ground: [255, 255, 255], text: "#16191d", tie: [60, 70, 80], strong: "#16191d" },
    dark: { ground: [20, 23, 26], text: "#e9ecef", tie: [190, 200, 210], strong: "#ffffff" },
  };
  const MAX_NAMES = 400;
  const FIRST_NAMES = 40;
  /* What the radii of the layout are on a screen that shows all of it, smaller on a phone, and where
     there are many. */
  const scale = () => {
    const { width, height } = document.getElementById("picture").getBoundingClientRect();
    const room = Math.max(0.4, Math.min(width, height) / 700);
    return 0.65 * Math.min(1, room, Math.sqrt(400 / model.nodes.length));
  };
  const CELL = 80;
  let look = LOOKS.light;
  let renderer = null;
  let hovered = null; // a node or an edge of the model
  let chosen = null;
  let near = null; // ids of what is not faded, or null where nothing is

  const rgb = (color) => "#" + color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
  const mixed = (color, share) => rgb(color.map((part, at) => look.ground[at] + (part - look.ground[at]) * share));

  const surroundings = (thing) => {
    if (!thing) return null;
    const ids = new Set();
    const ties = thing.ends ? [thing] : thing.ties.filter(model.showsEdge);
    if (!thing.ends) ids.add(thing.id);
    for (const edge of ties) {
      ids.add("tie " + edge.id);
      for (const end of edge.ends) ids.add(end.id);
    }
    return ids;
  };

  /* Colors between the ground and a line's, by hundredths. */
  const shades = new Map();
  const shade = (share) => {
    const step = Math.round(share * 100);
    if (!shades.has(step)) shades.set(step, mixed(look.tie, step / 100));
    return shades.get(step);
  };

  /* Of the weakest ties: many together would be one dark area, so the more there are, the lighter. */
  const veil = 0.3 * Math.min(1, Math.sqrt(1000 / Math.max(1, model.edges.length)));

  /* `drawn` is a copy of the library's, to be changed. */
  const nodeLook = (id, drawn) => {
    drawn.hidden = !model.showsNode(model.node(id));
    const isNear = !near || near.has(id);
    if (!isNear) drawn.color = shade(0.2);
    drawn.zIndex = isNear ? 1 : 0;
    return drawn;
  };

  const edgeLook = (id, drawn) => {
    const edge = model.edge(id);
    drawn.hidden = !model.showsEdge(edge);
    const isNear = near && near.has("tie " + id);
    if (isNear) drawn.size += 0.6;
    drawn.color = shade(!near ? veil + (0.75 - veil) * edge.share : isNear ? 0.85 : 0.06);
    drawn.zIndex = !near ? edge.share : isNear ? 2 : 0;
    return drawn;
  };

  const build = () => {
    const size = scale();
    const graph = new graphology.UndirectedGraph();
    for (const node of model.nodes) {
      graph.addNode(node.id, {
        x: node.x, y: node.y, size: size * node.radius, color: model.colors.get(node.type), label: "",
      });
    }
    for (const edge of model.edges) {
      graph.addEdgeWithKey(edge.id, edge.source, edge.target, { size: 0.9 + 7 * size * edge.share });
    }
    return graph;
  };

  /* Candidates are rings: what the library has filled is taken out again. */
  const candidates = model.nodes.filter((node) => node.candidate);
  const drawRings = (context) => {
    context.lineWidth = 1.5;
    context.setLineDash([3, 2]);
    context.fillStyle = rgb(look.ground);
    for (const node of candidates) {
      const drawn = renderer.getNodeDisplayData(node.id);
      if (!drawn || drawn.hidden) continue;
      const at = renderer.framedGraphToViewport(drawn);
      const radius = renderer.scaleSize(drawn.size);
      context.beginPath();
      context.arc(at.x, at.y, radius + 0.5, 0, 2 * Math.PI);
      context.fill();
      context.beginPath();
      context.arc(at.x, at.y, Math.max(1, radius - 0.75), 0, 2 * Math.PI);
      context.strokeStyle = drawn.color;
      context.stroke();
    }
    context.setLineDash([]);
  };

  /* The names, the most mentioned first, each where it hides no other name and no circle. */
  const bySize = [...model.nodes].sort((a, b) => b.radius - a.radius || (a.id < b.id ? -1 : 1));
  const drawNames = (context, width, height) => {
    context.clearRect(0, 0, width, height);
    drawRings(context);
    const taken = new Map();
    const cells = (box, visit) => {
      for (let x = Math.floor(box[0] / CELL); x <= box[2] / CELL; x++) {
        for (let y = Math.floor(box[1] / CELL); y <= box[3] / CELL; y++) visit(x + "," + y);
      }
    };
    const take = (box) => cells(box, (cell) => {
      if (!taken.has(cell)) taken.set(cell, []);
      taken.get(cell).push(box);
    });
    const isFree = (box) => {
      let free = true;
      cells(box, (cell) => {
        for (const [left, top, right, bottom, owner, size] of taken.get(cell) || []) {
          if (owner === box[4] || size < box[5]) continue;
          if (box[0] < right && box[2] > left && box[1] < bottom && box[3] > top) free = false;
        }
      });
      return free;
    };
    const shown = [];
    for (const node of bySize) {
      const drawn = renderer.getNodeDisplayData(node.id);
      if (!drawn || drawn.hidden || (near && !near.has(node.id))) continue;
      const at = renderer.framedGraphToViewport(drawn);
      if (at.x < -50 || at.y < -50 || at.x > width + 50 || at.y > height + 50) continue;
      const radius = renderer.scaleSize(drawn.size);
      shown.push({ node, at, radius });
      take([at.x - radius, at.y - radius, at.x + radius, at.y + radius, node.id, radius]);
    }
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = rgb(look.ground);
    let names = 0;
    for (const { node, at, radius } of shown) {
      if (names >= MAX_NAMES) break;
      const isFirst = node === hovered || node === chosen;
      const size = Math.min(20, (width < 500 ? 9 : 10) + radius * 0.6);
      context.font = (isFirst ? "600 " : "") + size.toFixed(1) + "px " + FONT;
      const label = model.clipped(node.label, 40);
      const half = context.measureText(label).width / 2 + 2;
      const isKnown = names < FIRST_NAMES || isFirst;
      // Below, above, to the right, to the left; the strongest also over small circles.
      const spots = [
        [at.x, at.y + radius + size], [at.x, at.y - radius - size * 0.3],
        [at.x + radius + half + 2, at.y + size * 0.35], [at.x - radius - half - 2, at.y + size * 0.35],
      ];
      const boxAt = ([x, y]) => [x - half, y - size * 0.85, x + half, y + size * 0.2];
      const isInside = ([x]) => x - half > 0 && x + half < width;
      const isFit = (limit) => (spot) => isInside(spot) && isFree([...boxAt(spot), node.id, limit]);
      const spot = spots.find(isFit(0)) || (isKnown ? spots.find(isFit(radius * 0.8)) : null) || (isFirst ? spots[0] : null);
      if (!spot) continue;
      take([...boxAt(spot), node.id, Infinity]);
      context.fillStyle = isFirst ? look.strong : look.text;
      context.strokeText(label, spot[0], spot[1]);
      context.fillText(label, spot[0], spot[1]);
      names += 1;
    }
  };
  const FONT = 'system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif';

  /* Once for all that changes until then, and behind the next frame: what stands beside the picture
     need not wait for it. The library draws at once when it is told so; were it told to draw later, its
     places would be wrong in between. */
  let isDue = false;
  const refresh = () => {
    near = surroundings(hovered || chosen);
    if (!renderer || isDue) return;
    isDue = true;
    requestAnimationFrame(() => setTimeout(() => {
      isDue = false;
      renderer.refresh();
    }));
  };

  const hover = (thing) => {
    if (hovered === thing) return;
    hovered = thing;
    document.getElementById("picture").style.cursor = thing ? "pointer" : "";
    refresh();
  };

  /* Whether the browser could draw. */
  const start = (onChoose) => {
    const container = document.getElementById("picture");
    const probe = document.createElement("canvas");
    if (!probe.getContext("webgl2") && !probe.getContext("webgl")) return false;
    renderer = new Sigma(build(), container, {
      allowInvalidContainer: true, renderLabels: false, enableEdgeEvents: true, zIndex: true,
      nodeReducer: nodeLook, edgeReducer: edgeLook, defaultDrawNodeHover: () => {},
      minCameraRatio: 0.03, maxCameraRatio: 4, stagePadding: 50, minEdgeThickness: 1,
      hideEdgesOnMove: model.edges.length > 20000,
    });
    renderer.createCanvasContext("names", { style: { pointerEvents: "none" } });
    const canvas = renderer.getCanvases().names;
    const context = canvas.getContext("2d");
    const fit = () => {
      const { width, height } = renderer.getDimensions();
      const dots = window.devicePixelRatio || 1;
      canvas.style.width = width + "px";
      canvas.style.height = height + "px";
      canvas.width = width * dots;
      canvas.height = height * dots;
      context.setTransform(dots, 0, 0, dots, 0, 0);
    };
    fit();
    renderer.on("resize", fit);
    renderer.on("afterRender", () => {
      const { width, height } = renderer.getDimensions();
      drawNames(context, width, height);
    });
    renderer.on("enterNode", ({ node }) => hover(model.node(node)));
    renderer.on("leaveNode", () => hover(null));
    renderer.on("enterEdge", ({ edge }) => hover(model.edge(edge)));
    renderer.on("leaveEdge", () => hover(null));
    renderer.on("clickNode", ({ node }) => onChoose(model.node(node)));
    renderer.on("clickEdge", ({ edge }) => onChoose(model.edge(edge)));
    renderer.on("clickStage", () => onChoose(null));
    refresh();
    return true;
  };

  /* Moves the view so that the node is in it and not behind the panel, if it is not. */
  const reveal = (node) => {
    const drawn = renderer.getNodeDisplayData(node.id);
    const at = renderer.framedGraphToViewport(drawn);
    const stage = document.getElementById("picture").getBoundingClientRect();
    // Where the panel will stand, as it may still be on its way.
    const panel = document.getElementById("panel");
    const isBelow = panel.offsetWidth >= stage.width;
    const right = isBelow ? stage.width : window.innerWidth - panel.offsetWidth - stage.left;
    const bottom = isBelow ? window.innerHeight - panel.offsetHeight - stage.top : stage.height;
    if (at.x > 30 && at.y > 30 && at.x < right - 30 && at.y < bottom - 30) return;
    const camera = renderer.getCamera();
    const [from, to] = [at, { x: right / 2, y: bottom / 2 }].map((point) => renderer.viewportToFramedGraph(point));
    const { x, y } = camera.getState();
    camera.setState({ x: x + from.x - to.x, y: y + from.y - to.y });
  };

  return {
    start, refresh, hover, reveal,
    choose: (thing) => { chosen = thing; hovered = null; refresh(); },
    setLook: (name) => { look = LOOKS[name]; shades.clear(); refresh(); },
    zoom: (factor) => { if (renderer) renderer.getCamera().setState({ ratio: renderer.getCamera().ratio * factor }); },
    whole: () => { if (renderer) renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); },
    resize: () => { if (renderer) { renderer.resize(); refresh(); } },
    /* Where something is drawn, for tests. */
    placeOf: (node) => renderer.framedGraphToViewport(renderer.getNodeDisplayData(node.id)),
  };
})();
