import { graphlib, layout } from '@dagrejs/dagre';
import type { CheckView } from '../../../src/drafts.view.js';

export type Flow = CheckView['flows'][number];

export const BOX = { width: 200, height: 74 } as const;
/** Where a flow is over; no step has this name. */
export const OVER = '/over';
const OVER_BOX = { width: 56, height: 26 } as const;
/** Of a label's character, about, px. */
const CHARACTER = 6.3;

export interface PlacedFlow {
  readonly width: number;
  readonly height: number;
  /** Middles, by name; `OVER` among them where a way ends the flow. */
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly ways: readonly {
    readonly points: readonly { readonly x: number; readonly y: number }[];
    readonly label?: { readonly x: number; readonly y: number; readonly words: string };
  }[];
}

/** Steps in layers from top to bottom, and the ways between them (Sugiyama, by dagre). */
export function placeFlow({ steps, ways }: Pick<Flow, 'steps' | 'ways'>): PlacedFlow {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 44, marginx: 12, marginy: 12 });
  for (const { step } of steps) graph.setNode(step, { ...BOX });
  const known = ways.filter(({ to }) => to === undefined || graph.hasNode(to));
  if (known.some(({ to }) => to === undefined)) graph.setNode(OVER, { ...OVER_BOX });
  known.forEach(({ from, to = OVER, when }, index) => {
    const label =
      when === undefined ? { width: 0, height: 0 } : { width: short(when).length * CHARACTER, height: 16 };
    graph.setEdge(from, to, { ...label, labelpos: 'c' }, String(index));
  });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const places = new Map(graph.nodes().map((name) => [name, graph.node(name) as { x: number; y: number }]));
  return {
    width,
    height,
    places,
    ways: known.map(({ from, to = OVER, when }, index) => {
      const edge = graph.edge(from, to, String(index)) as unknown as {
        points: { x: number; y: number }[];
        x?: number;
        y?: number;
      };
      const label = when !== undefined && edge.x !== undefined && edge.y !== undefined;
      return { points: edge.points, ...(label && { label: { x: edge.x!, y: edge.y!, words: short(when) } }) };
    }),
  };
}

/** As much of a label as a drawing has room for. */
function short(words: string): string {
  return words.length > 30 ? `${words.slice(0, 29)}…` : words;
}
