"use strict";

/* Puts the parts together: what is chosen, keys, light and dark. */
(() => {
  const at = (id) => document.getElementById(id);
  let chosen = null;
  let step = -1; // which tie of the chosen node the arrows stand on
  let canDraw = false;

  const choose = (thing) => {
    chosen = thing;
    step = -1;
    panel.show(thing);
    picture.choose(thing);
    if (canDraw && thing) (thing.ends || [thing]).forEach(picture.reveal);
  };

  const summarise = () => {
    const nodes = model.nodes.filter(model.showsNode).length;
    const edges = model.edges.filter(model.showsEdge).length;
    const of = (shown, all, noun) => (shown === all ? panel.count(all, noun) : `${shown.toLocaleString("en")} of ${panel.count(all, noun)}`);
    at("summary").textContent = `${of(nodes, model.nodes.length, "name")}, ${of(edges, model.edges.length, "tie")}, `
      + panel.count(model.about.documents, "document");
  };

  const changed = () => {
    model.sift();
    summarise();
    picture.refresh();
    table.refresh();
    if (chosen) panel.show(chosen);
  };

  const setLook = (name) => {
    document.documentElement.dataset.look = name;
    at("look").textContent = name === "dark" ? "Light" : "Dark";
    picture.setLook(name);
  };

  /* Along the ties of the chosen node, the strongest first. */
  const walk = (by) => {
    if (!chosen || chosen.ends) return;
    const ties = chosen.ties.filter(model.showsEdge);
    if (ties.length === 0) return;
    step = (step + by + ties.length) % ties.length;
    picture.hover(ties[step]);
    at("summary").textContent = model.clean(model.other(ties[step], chosen).label) + ", together " + ties[step].weight;
  };
  const go = () => {
    if (!chosen || chosen.ends || step < 0) return;
    const tie = chosen.ties.filter(model.showsEdge)[step];
    choose(model.other(tie, chosen));
    summarise();
  };

  const close = () => {
    choose(null);
    summarise();
  };

  const KEYS = {
    ArrowRight: () => walk(1), ArrowDown: () => walk(1), ArrowLeft: () => walk(-1), ArrowUp: () => walk(-1),
    Enter: go, "+": () => picture.zoom(0.8), "-": () => picture.zoom(1.25), 0: () => picture.whole(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && !isField) close();
    if (event.key === "/" && !isField) {
      at("search").focus();
      event.preventDefault();
    }
    if (event.target.id === "picture" && event.key in KEYS) {
      KEYS[event.key]();
      event.preventDefault();
    }
  });

  panel.onChoose(choose);
  filters.start((node) => { choose(node); at("picture").focus(); }, changed);
  at("close").addEventListener("click", close);
  at("whole").addEventListener("click", picture.whole);
  at("look").addEventListener("click", () => setLook(document.documentElement.dataset.look === "dark" ? "light" : "dark"));
  const showTable = (wanted) => {
    at("as-table").setAttribute("aria-pressed", String(wanted));
    table.show(wanted);
    if (!wanted) picture.resize();
  };
  at("as-table").addEventListener("click", () => showTable(at("table").hidden));
  at("note").textContent = model.about.note || "";
  summarise();

  canDraw = picture.start(choose);
  setLook(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  if (!canDraw) {
    at("note").textContent = "This browser draws no WebGL, so here is the table.";
    for (const id of ["as-table", "whole"]) at(id).hidden = true;
    showTable(true);
  }
})();
