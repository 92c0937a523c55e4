"use strict";

/* The search field and the filters; `changed` is called when another part is to be shown. */
const filters = (() => {
  const MAX_FOUND = 12;
  const at = (id) => document.getElementById(id);
  let changed = () => {};

  const fillTypes = () => {
    for (const { name } of model.about.types) {
      const n = model.nodes.filter((node) => node.type === name).length;
      const box = element("input", { type: "checkbox", checked: true, value: name });
      box.addEventListener("change", () => {
        if (box.checked) model.filter.types.add(name);
        else model.filter.types.delete(name);
        changed();
      });
      at("types").append(element("label", {}, box, panel.dot(name), element("span", {}, isolated(name), ` (${n.toLocaleString("en")})`)));
    }
    if (model.about.candidates > 0) {
      const box = element("input", { type: "checkbox", checked: true, value: "candidate" });
      box.addEventListener("change", () => { model.filter.candidates = box.checked; changed(); });
      const n = model.about.candidates.toLocaleString("en");
      at("types").append(element("label", { title: "Names that the gazetteer lacks" }, box,
        element("span", { className: "dot candidate" }), element("span", {}, `candidates (${n})`)));
    }
  };

  const fillCommunities = () => {
    const members = new Map();
    for (const node of model.nodes) {
      if (node.community === undefined || node.community === null) continue;
      const name = String(node.community);
      if (!members.has(name)) members.set(name, []);
      members.get(name).push(node);
    }
    if (members.size < 2) return;
    const select = at("community");
    select.append(element("option", { value: "" }, "all"));
    const communities = [...members].sort((a, b) => b[1].length - a[1].length);
    for (const [name, nodes] of communities) {
      const strongest = nodes.sort((a, b) => b.strength - a.strength).slice(0, 3).map((node) => model.clipped(node.label, 24));
      const title = /^\d+$/.test(name) ? strongest.join(", ") : model.clipped(name, 60);
      select.append(element("option", { value: name }, `${title} (${nodes.length})`));
    }
    select.addEventListener("change", () => { model.filter.community = select.value; changed(); });
    at("communities").hidden = false;
  };

  /* Half of the way is for the lighter half of the weights, of which there are most. */
  const weightAt = (step) => Math.round(Math.pow(model.maxWeight, step / 100));
  const showWeight = () => { at("weight-shown").textContent = model.filter.weight.toLocaleString("en"); };
  const startWeight = () => {
    const range = at("weight");
    range.min = 0;
    range.max = 100;
    range.value = 0;
    range.setAttribute("aria-valuetext", "1");
    range.addEventListener("input", () => {
      model.filter.weight = weightAt(Number(range.value));
      range.setAttribute("aria-valuetext", String(model.filter.weight));
      showWeight();
      changed();
    });
    at("weights").hidden = model.maxWeight < 2;
    showWeight();
  };

  const showTime = () => {
    const { from, to } = model.filter;
    at("time-shown").textContent = model.days[from] + " to " + model.days[to];
  };
  const startTime = () => {
    if (model.days.length < 2) return;
    for (const id of ["from", "to"]) {
      at(id).max = model.lastDay;
      at(id).value = model.filter[id];
      at(id).addEventListener("input", () => {
        const [from, to] = [Number(at("from").value), Number(at("to").value)];
        model.filter.from = Math.min(from, to);
        model.filter.to = Math.max(from, to);
        for (const end of ["from", "to"]) at(end).setAttribute("aria-valuetext", model.days[at(end).value]);
        showTime();
        changed();
      });
    }
    at("time").hidden = false;
    showTime();
  };

  const startSearch = (choose) => {
    const [field, list] = [at("search"), at("found")];
    let marked = 0;
    let found = [];
    const close = () => { list.hidden = true; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
    const take = (node) => { close(); field.value = ""; choose(node); };
    const show = () => {
      list.replaceChildren(...found.map((node, place) => element("li", {
        id: "found-" + place, role: "option", "aria-selected": String(place === marked), onclick: () => take(node),
      }, panel.dotOf(node), " ", isolated(model.clipped(node.label, 80)))));
      if (found.length === 0 && field.value.trim() !== "") list.append(element("li", { role: "option", "aria-disabled": "true" }, "nobody and nothing"));
      list.hidden = list.childElementCount === 0;
      field.setAttribute("aria-expanded", String(!list.hidden));
      if (found.length > 0) field.setAttribute("aria-activedescendant", "found-" + marked);
    };
    field.addEventListener("input", () => { found = model.search(field.value, MAX_FOUND); marked = 0; show(); });
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length > 0) {
        marked = (marked + step + found.length) % found.length;
        show();
        event.preventDefault();
      } else if (event.key === "Enter" && found.length > 0) {
        take(found[marked]);
      } else if (event.key === "Escape") {
        field.value = "";
        found = [];
        close();
      }
    });
    field.addEventListener("blur", () => setTimeout(close, 200));
  };

  const reset = () => {
    model.reset();
    for (const box of at("types").querySelectorAll("input")) box.checked = true;
    at("weight").value = 0;
    at("community").value = "";
    at("from").value = 0;
    at("to").value = model.lastDay;
    showWeight();
    if (model.days.length > 1) showTime();
    changed();
  };

  return {
    start: (choose, then) => {
      changed = then;
      fillTypes();
      fillCommunities();
      startWeight();
      startTime();
      startSearch(choose);
      at("reset").addEventListener("click", reset);
      if (window.matchMedia("(max-width: 44rem)").matches) at("filters").open = false;
    },
  };
})();
