import { metrics, type Attributes, type MetricOptions } from '@opentelemetry/api';

export interface CounterInstrument {
  add(value: number, attributes?: Attributes): void;
}

export interface HistogramInstrument {
  record(value: number, attributes?: Attributes): void;
}

/**
 * The house's meter. Instruments are declared beside what they measure, when modules load; the API has no meter
 * before telemetry starts and gives out ones that measure nothing, so each is made at its first use.
 */
export const meter = {
  createCounter(name: string, options?: MetricOptions): CounterInstrument {
    let made: CounterInstrument | undefined;
    return {
      add: (value, attributes) => {
        made ??= metrics.getMeter('parley').createCounter(name, options);
        made.add(value, attributes);
      },
    };
  },

  /** A value as it stands, the last one recorded. */
  createGauge(name: string, options?: MetricOptions): HistogramInstrument {
    let made: HistogramInstrument | undefined;
    return {
      record: (value, attributes) => {
        made ??= metrics.getMeter('parley').createGauge(name, options);
        made.record(value, attributes);
      },
    };
  },

  createHistogram(name: string, options?: MetricOptions): HistogramInstrument {
    let made: HistogramInstrument | undefined;
    return {
      record: (value, attributes) => {
        made ??= metrics.getMeter('parley').createHistogram(name, options);
        made.record(value, attributes);
      },
    };
  },
};
