declare module "cytoscape-edgehandles";
