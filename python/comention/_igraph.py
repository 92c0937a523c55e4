"""A graph in node-link form in, an igraph one out."""


def graph(data: dict):
    import igraph

    nodes = [{**node, "name": node["id"], "label": node["name"]} for node in data["nodes"]]
    return igraph.Graph.DictList(nodes, data["edges"], directed=False)
