import { metrics, type Attributes, type MetricOptions, type ObservableResult } from '@opentelemetry/api';
import { metricsTable, type MetricDefinition, type MetricName, type MetricOf } from './metrics-table.js';

export interface CounterInstrument {
  add(value: number, attributes?: Attributes): void;
}

export interface HistogramInstrument {
  record(value: number, attributes?: Attributes): void;
}

/**
 * The house's meter: instruments of what stands in the table of metrics. They are declared beside what they measure,
 * when modules load; the API has no meter before telemetry starts and gives out ones that measure nothing, so each is
 * made at its first use.
 */
export const meter = {
  createCounter(name: MetricOf<'counter'>): CounterInstrument {
    let made: CounterInstrument | undefined;
    return {
      add: (value, attributes) => {
        made ??= metrics.getMeter('parley').createCounter(name, optionsOf(name));
        made.add(value, attributes);
      },
    };
  },

  createHistogram(name: MetricOf<'histogram'>): HistogramInstrument {
    let made: HistogramInstrument | undefined;
    return {
      record: (value, attributes) => {
        made ??= metrics.getMeter('parley').createHistogram(name, optionsOf(name));
        made.record(value, attributes);
      },
    };
  },

  /** A value that is looked up when somebody asks for it. Call it once, after telemetry has started. */
  observe(
    name: MetricOf<'gauge'>,
    look: (result: Pick<ObservableResult, 'observe'>) => void | Promise<void>,
  ): void {
    metrics.getMeter('parley').createObservableGauge(name, optionsOf(name)).addCallback(look);
  },
};

function optionsOf(name: MetricName): MetricOptions {
  const { unit, description, buckets }: MetricDefinition = metricsTable[name];
  return {
    description,
    ...(unit && { unit }),
    ...(buckets && { advice: { explicitBucketBoundaries: [...buckets] } }),
  };
}
