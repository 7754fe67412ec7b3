import { Badge, Empty } from '../parts.js';
import { FlowGraph } from './flow-graph.js';
import type { Flow } from './flow-layout.js';

/** The draft's flows: drawn, and as a list that says the same. */
export function Flows({ flows, goTo }: { flows: readonly Flow[]; goTo: (line: number) => void }) {
  if (flows.length === 0)
    return (
      <Empty>
        This parley.yaml has no flows, or none whose steps can be read; see the problems of the text.
      </Empty>
    );
  return (
    <>
      {flows.map((flow) => {
        const wrong = flow.steps.filter(({ problems }) => problems.length > 0).length;
        return (
          <section key={flow.flow} aria-labelledby={`flow-${flow.flow}`}>
            <h2 id={`flow-${flow.flow}`}>
              {flow.flow} <span class="quiet">on {flow.sender}</span>{' '}
              {wrong > 0 && (
                <Badge tone="bad">{wrong === 1 ? '1 step' : `${wrong} steps`} with problems</Badge>
              )}
            </h2>
            <FlowGraph flow={flow} goTo={goTo} />
            <details>
              <summary>As a list</summary>
              <ol class="steps">
                {flow.steps.map((step) => (
                  <StepRow key={step.step} flow={flow} step={step} goTo={goTo} />
                ))}
              </ol>
            </details>
          </section>
        );
      })}
    </>
  );
}

function StepRow({
  flow,
  step: { step, kind, words, line, problems },
  goTo,
}: {
  flow: Flow;
  step: Flow['steps'][number];
  goTo: (line: number) => void;
}) {
  const ways = flow.ways.filter(({ from }) => from === step);
  const said = ways.map(({ to, when }) => `${when === undefined ? '' : `${when}: `}${to ?? 'the end'}`);
  return (
    <li>
      <button type="button" class="plain" onClick={() => goTo(line)}>
        {step}
      </button>{' '}
      <span class="quiet">{kind}</span> {words}
      {said.length > 0 && <div class="quiet">then {said.join(' · ')}</div>}
      {problems.map((problem) => (
        <div key={problem} class="wrong">
          {problem}
        </div>
      ))}
    </li>
  );
}
