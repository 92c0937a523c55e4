"use strict";

/* The graph of the page, and which part of it the filters let through. */
const model = (() => {
  const data = JSON.parse(document.getElementById("graph").textContent);
  const nodes = new Map();
  for (const node of data.nodes) nodes.set(node.id, Object.assign(node, { ties: [] }));
  data.edges.forEach((edge, place) => {
    edge.id = String(place);
    edge.ends = [nodes.get(edge.source), nodes.get(edge.target)];
    for (const end of edge.ends) end.ties.push(edge);
  });
  for (const node of data.nodes) node.ties.sort((a, b) => b.weight - a.weight || a.id - b.id);

  const colors = new Map(data.about.types.map((type) => [type.name, type.color]));
  const maxWeight = data.edges.reduce((max, edge) => Math.max(max, edge.weight), 1);
  const lastDay = Math.max(0, data.days.length - 1);
  const everything = () => ({
    types: new Set(colors.keys()), candidates: true, weight: 1, community: "", from: 0, to: lastDay,
  });
  let filter = everything();

  const isNarrow = () => filter.weight > 1 || filter.from > 0 || filter.to < lastDay;
  const fits = (node) => filter.types.has(node.type) && (filter.candidates || !node.candidate)
    && (filter.community === "" || String(node.community) === filter.community);
  const isInTime = (edge) => (filter.from === 0 && filter.to === lastDay)
    || edge.days.some((day) => day >= filter.from && day <= filter.to);
  const showsEdge = (edge) => edge.isShown;
  const showsNode = (node) => node.isShown;
  /* Notes what the filter lets through; a name that loses its last tie to it goes with it. */
  const sift = () => {
    for (const edge of data.edges) {
      edge.isShown = edge.weight >= filter.weight && fits(edge.ends[0]) && fits(edge.ends[1]) && isInTime(edge);
    }
    for (const node of data.nodes) node.isShown = fits(node) && (!isNarrow() || node.ties.some(showsEdge));
  };
  sift();

  const other = (edge, node) => (edge.ends[0] === node ? edge.ends[1] : edge.ends[0]);
  /* Without what turns the direction of writing, which could show what is not there. */
  const clean = (text) => String(text).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const clipped = (text, length) => {
    const letters = Array.from(clean(text));
    return letters.length <= length ? letters.join("") : letters.slice(0, length - 1).join("") + "…";
  };
  const folded = (text) => clean(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* Names by what is typed: those with a word that begins with it first, then by mentions. */
  const forms = data.nodes.map((node) => ({
    node, forms: [node.label, ...(node.aliases || [])].map(folded),
  }));
  const search = (typed, limit) => {
    const wanted = folded(typed.trim());
    if (wanted === "") return [];
    const rank = (form) => ((" " + form).includes(" " + wanted) ? 0 : form.includes(wanted) ? 1 : 2);
    return forms
      .map((entry) => ({ node: entry.node, rank: Math.min(...entry.forms.map(rank)) }))
      .filter((entry) => entry.rank < 2)
      .sort((a, b) => a.rank - b.rank || b.node.mentions - a.node.mentions)
      .slice(0, limit)
      .map((entry) => entry.node);
  };

  return {
    about: data.about, days: data.days, texts: data.texts, nodes: data.nodes, edges: data.edges,
    node: (id) => nodes.get(id), edge: (id) => data.edges[Number(id)],
    colors, maxWeight, lastDay, showsNode, showsEdge, other, clean, clipped, search,
    get filter() { return filter; },
    reset: () => { filter = everything(); },
    sift,
  };
})();
