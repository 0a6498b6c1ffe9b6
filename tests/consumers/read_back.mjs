// Reads exports with the programs they are made for and compares them with graph.json.
// Usage: read_back.mjs GRAPH_JSON LAYER DIRECTORY; the packages are looked for in target/node.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [graphPath, layer, directory, packages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(path.join(packages, 'package.json')));
const read = name => fs.readFileSync(path.join(directory, name), 'utf8');
const graph = JSON.parse(fs.readFileSync(graphPath, 'utf8'));
const directed = layer === 'discusses';
const links = directed ? graph.discusses : graph.edges;
const names = new Map(graph.nodes.map(node => [node.id, node.name]));
const controlToSpace = text => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
const xmlRule = text => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
const key = (a, b) => JSON.stringify(directed || a < b ? [a, b] : [b, a]);
const weights = new Map(links.map(link => [key(link.source, link.target), link.weight]));

function check(what, foundNames, foundWeights, rule) {
  for (const [id, name] of names) assert.equal(foundNames.get(id), rule(name), `${what}: ${id}`);
  assert.equal(foundNames.size, names.size, `${what}: nodes`);
  assert.deepEqual([...foundWeights].sort(), [...weights].sort(), `${what}: edges`);
  console.log(what);
}

const Graph = require('graphology');
for (const [what, parse, file, id] of [
  ['graphology GEXF', require('graphology-gexf').parse, 'graph.gexf', (node) => node],
  ['graphology GraphML', require('graphology-graphml').parse, 'graph.graphml', (node, data) => data.entity],
]) {
  const found = parse(Graph, read(file));
  assert.equal(found.directedSize > 0, directed && links.length > 0, what);
  const ids = new Map(found.mapNodes((node, data) => [node, id(node, data)]));
  check(
    what,
    new Map(found.mapNodes((node, data) => [ids.get(node), data.label])),
    new Map(found.mapEdges((edge, data, a, b) => [key(ids.get(a), ids.get(b)), data.weight])),
    xmlRule,
  );
}

const cytoscape = require('cytoscape')({headless: true, ...JSON.parse(read('graph.cyjs'))});
check(
  'Cytoscape.js',
  new Map(cytoscape.nodes().map(node => [node.id(), node.data('name')])),
  new Map(cytoscape.edges().map(edge => [key(edge.data('source'), edge.data('target')), edge.data('weight')])),
  text => text,
);

// Pictures: names are cut, and numbers stand for ids.
function drawn(what, labels, edges, left) {
  const expected = new Set([...names.values()].map(name => controlToSpace(name).trim()));
  for (const label of labels) assert.ok(expected.has(label.trim()) || label.endsWith('…'), `${what}: ${JSON.stringify(label)}`);
  const shown = /showing (\d+) of \d+ .* and (\d+) of (\d+) /.exec(left);
  assert.deepEqual([labels.length, edges, links.length], shown.slice(1).map(Number), what);
  console.log(what);
}

const {D2} = await import(pathToFileURL(path.join(packages, 'node_modules/@terrastruct/d2/dist/node-esm/index.js')));
const source = read('graph.d2');
const {diagram} = await new D2().compile(source);
const shapes = diagram.shapes.filter(shape => shape.id !== 'title');
drawn('D2', shapes.map(shape => shape.label), diagram.connections.length, source);

// After D2, which takes a process with a window for a browser.
const {JSDOM} = require('jsdom');
globalThis.window = new JSDOM('<!DOCTYPE html><body></body>').window;
globalThis.document = window.document;
const mermaid = (await import(pathToFileURL(require.resolve('mermaid')))).default;
const chart = read('graph.mmd');
assert.ok(chart.length < 50_000);
await mermaid.parse(chart);
const {db} = await mermaid.mermaidAPI.getDiagramFromText(chart);
// Mermaid keeps character references in a form of its own until it draws.
const decoded = text => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(code));
drawn('Mermaid', [...db.getVertices().values()].map(vertex => decoded(vertex.text)), db.getEdges().length, chart);
process.exit(0);
