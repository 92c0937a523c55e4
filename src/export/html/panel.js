"use strict";

/* What is told of a node or a tie. Everything is put in as text, never as markup. */
const element = (name, properties, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

/* A text of which nobody knows the direction. */
const isolated = (text) => element("bdi", {}, model.clean(text));

const panel = (() => {
  const MAX_TIES = 40;
  const MAX_PASSAGES = 10;
  const box = document.getElementById("panel");
  const details = document.getElementById("details");
  let choose = () => {};

  const dot = (type) => {
    const made = element("span", { className: "dot" });
    made.style.background = model.colors.get(type) || "";
    return made;
  };
  /* A ring where the picture has one. */
  const dotOf = (node) => {
    if (!node.candidate) return dot(node.type);
    const made = element("span", { className: "dot candidate", title: "candidate" });
    made.style.borderColor = model.colors.get(node.type) || "";
    return made;
  };
  const kind = (node) => model.clean(node.type) + (node.candidate ? ", candidate" : "");

  const nameButton = (thing, text) =>
    element("button", { type: "button", className: "name", onclick: () => choose(thing) }, isolated(text));

  /* A link only to what is on the web. */
  const link = (address, text) => {
    let url = null;
    try { url = new URL(address); } catch (error) { return isolated(text); }
    if (url.protocol !== "https:" && url.protocol !== "http:") return isolated(text);
    return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, isolated(text));
  };

  const marked = (text, marks) => {
    const parts = [];
    let from = 0;
    for (const [start, end] of marks) {
      if (start < from) continue;
      parts.push(model.clean(text.slice(from, start)), element("mark", {}, model.clean(text.slice(start, end))));
      from = end;
    }
    parts.push(model.clean(text.slice(from)));
    return element("bdi", {}, ...parts);
  };

  const passage = ([place, marks]) => {
    const text = model.texts[place];
    const where = text.document + ":" + text.line;
    const caption = element("figcaption", {}, text.link ? link(text.link, where) : isolated(where));
    for (const more of [text.heading, text.date]) if (more) caption.append(" · ", isolated(more));
    return element("figure", {}, element("blockquote", {}, marked(text.text, marks)), caption);
  };

  const fact = (list, name, value) => {
    if (value === undefined || value === null || value === "") return;
    list.append(element("dt", {}, name), element("dd", {}, value));
  };

  const dated = ({ first, last }) => (first === last ? first : first + " to " + last);

  const count = (n, noun) => n.toLocaleString("en") + " " + (n === 1 ? noun : noun.replace(/y$/, "ie") + "s");

  const tieList = (node, all) => {
    const ties = node.ties.filter(model.showsEdge);
    const list = element("ol", { className: "ties" });
    for (const edge of all ? ties : ties.slice(0, MAX_TIES)) {
      const other = model.other(edge, node);
      const name = element("span", {}, dotOf(other), " ", nameButton(edge, other.label));
      list.append(element("li", {}, name, element("span", { className: "count" }, edge.weight.toLocaleString("en"))));
    }
    if (!all && ties.length > MAX_TIES) {
      const more = element("button", { type: "button", onclick: () => list.replaceWith(tieList(node, true)) }, `All ${ties.length}`);
      list.append(element("li", {}, more));
    }
    return list;
  };

  const KNOWN = new Set(["id", "label", "name", "type", "mentions", "documents", "degree", "strength", "aliases",
    "community", "community_name", "candidate", "first", "last", "x", "y", "radius", "ties", "size", "color", "isShown"]);
  const facts = (node) => {
    const list = element("dl", {});
    if ((node.aliases || []).length > 0) fact(list, "also written", isolated(node.aliases.join(", ")));
    if (node.community !== undefined) fact(list, "community", isolated(node.community_name || node.community));
    fact(list, "dated", dated(node));
    for (const [key, value] of Object.entries(node)) {
      if (KNOWN.has(key) || value === null || typeof value === "object") continue;
      const text = String(value);
      if (key === "wikidata") fact(list, key, link("https://www.wikidata.org/wiki/" + encodeURIComponent(text), text));
      else fact(list, model.clean(key), /^https?:/.test(text) ? link(text, text) : isolated(text));
    }
    return list;
  };

  const nodeParts = (node) => {
    const seen = new Set();
    const quotes = node.ties.filter(model.showsEdge).flatMap((edge) => edge.quotes)
      .filter(([place]) => !seen.has(place) && seen.add(place));
    const parts = [
      element("h2", {}, isolated(node.label)),
      element("p", { className: "quiet" }, dotOf(node), " ", isolated(kind(node)), " · ",
        count(node.mentions, "mention"), " in ", count(node.documents, "document")),
      facts(node),
      element("h3", {}, count(node.ties.filter(model.showsEdge).length, "tie"), ", times together"),
      tieList(node, false),
    ];
    if (quotes.length > 0) parts.push(element("h3", {}, "Passages"), ...quotes.slice(0, MAX_PASSAGES).map(passage));
    return parts;
  };

  const measure = (value) => (typeof value === "number" ? Number(value.toPrecision(3)).toString() : null);
  const tieParts = (edge) => {
    const [a, b] = edge.ends;
    const unit = model.about.window.replace(/^words:(.*)/, "run of $1 words");
    const list = element("dl", {});
    fact(list, "together in", count(edge.weight, unit));
    fact(list, "in", count(edge.documents, "document"));
    for (const name of ["npmi", "g2", "jaccard", "alpha", "score"]) fact(list, name, measure(edge[name]));
    fact(list, "dated", dated(edge));
    const parts = [element("h2", {}, nameButton(a, a.label), " – ", nameButton(b, b.label)), list];
    const terms = Array.isArray(edge.about) ? edge.about.join(", ") : edge.about;
    if (terms) parts.push(element("h3", {}, "What it is about"), element("p", {}, isolated(terms)));
    if (edge.quotes.length > 0) {
      const some = edge.quotes.length < edge.passages ? `${edge.quotes.length} of ${count(edge.passages, "passage")}` : count(edge.passages, "passage");
      parts.push(element("h3", {}, some), ...edge.quotes.map(passage));
    }
    return parts;
  };

  const show = (thing) => {
    box.hidden = !thing;
    if (!thing) return;
    details.replaceChildren(...(thing.ends ? tieParts(thing) : nodeParts(thing)));
    box.scrollTop = 0;
  };

  return { show, dot, dotOf, kind, nameButton, count, onChoose: (then) => { choose = then; } };
})();
