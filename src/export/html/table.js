"use strict";

/* The same in words: who there is, and who is tied. */
const table = (() => {
  const MAX_ROWS = 1000;
  const box = document.getElementById("table");

  const made = (title, heads, things, cells) => {
    const body = element("tbody", {});
    for (const thing of things.slice(0, MAX_ROWS)) {
      const row = element("tr", {});
      cells(thing).forEach((cell) => row.append(element("td", typeof cell === "number" ? { className: "number" } : {},
        typeof cell === "number" ? cell.toLocaleString("en") : cell)));
      body.append(row);
    }
    const head = element("tr", {}, ...heads.map((name, at) =>
      element("th", { scope: "col", className: at < 2 ? "" : "number" }, name)));
    const shown = things.length > MAX_ROWS ? `${title}: the first ${MAX_ROWS} of ${things.length}` : `${title}: ${things.length}`;
    return element("table", {}, element("caption", {}, shown), element("thead", {}, head), body);
  };

  const fill = () => {
    const nodes = model.nodes.filter(model.showsNode).sort((a, b) => b.mentions - a.mentions);
    const edges = model.edges.filter(model.showsEdge).sort((a, b) => b.weight - a.weight);
    const names = made("Names", ["name", "type", "mentions", "documents", "ties", "strength"], nodes, (node) => [
      panel.nameButton(node, node.label), element("span", {}, panel.dotOf(node), " ", panel.kind(node)),
      node.mentions, node.documents, node.degree, node.strength,
    ]);
    const ties = made("Ties", ["one", "other", "together", "documents", "passages"], edges, (edge) => [
      panel.nameButton(edge, edge.ends[0].label), panel.nameButton(edge, edge.ends[1].label),
      edge.weight, edge.documents, element("span", { className: "number" }, panel.nameButton(edge, "read")),
    ]);
    box.replaceChildren(names, ties);
  };

  return {
    show: (wanted) => {
      box.hidden = !wanted;
      document.getElementById("picture").hidden = wanted;
      if (wanted) fill();
    },
    refresh: () => { if (!box.hidden) fill(); },
  };
})();
