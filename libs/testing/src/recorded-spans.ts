import { SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';

/** The spans that are made while a spec runs, in the order in which they end; from the process's one provider. */
export class RecordedSpans {
  private readonly exporter = new InMemorySpanExporter();

  constructor() {
    const spanProcessors = [new SimpleSpanProcessor({ exporter: this.exporter })];
    trace.setGlobalTracerProvider(new TracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors }));
  }

  get all(): ReadableSpan[] {
    return this.exporter.getFinishedSpans();
  }

  get names(): string[] {
    return this.all.map(({ name }) => name);
  }

  /** The only one of this name. */
  one(name: string): ReadableSpan {
    const [span, ...more] = this.all.filter((each) => each.name === name);
    if (span === undefined || more.length > 0)
      throw new Error(`not one "${name}" among: ${this.names.join(', ')}`);
    return span;
  }

  /** `name: error.type` of those that failed. */
  get failed(): string[] {
    const failed = this.all.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    return failed.map(({ name, attributes }) => `${name}: ${String(attributes['error.type'])}`);
  }

  forget(): void {
    this.exporter.reset();
  }
}

/** When a span began and ended, ms since the epoch. */
export function timesOf({ startTime, endTime }: ReadableSpan): [number, number] {
  return [startTime, endTime].map(([s, ns]) => s * 1000 + ns / 1e6) as [number, number];
}
