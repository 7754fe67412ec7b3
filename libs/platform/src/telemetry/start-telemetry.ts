import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOnSampler, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

export interface TelemetryOptions {
  service: string;
  instance: string;
  /** Where OTLP goes; nothing is exported there when absent. */
  otlpEndpoint?: string;
  /** Further exporters, e.g. the built-in span store. */
  exporters?: readonly SpanExporter[];
}

export interface Telemetry {
  prometheus: PrometheusExporter;
  shutdown(): Promise<void>;
}

/**
 * Starts OpenTelemetry for this process. The sampler keeps everything: the loop makes spans only for
 * conversations that are sampled, so whatever reaches the SDK is wanted.
 */
export function startTelemetry(options: TelemetryOptions): Telemetry {
  const exporters = [...(options.exporters ?? [])];
  if (options.otlpEndpoint) {
    exporters.push(new OTLPTraceExporter({ url: new URL('/v1/traces', options.otlpEndpoint).href }));
  }
  const prometheus = new PrometheusExporter({ preventServerStart: true });
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: options.service,
      'service.namespace': 'parley',
      'service.instance.id': options.instance,
    }),
    sampler: new AlwaysOnSampler(),
    spanProcessors: exporters.map(
      (exporter) => new BatchSpanProcessor({ exporter, scheduledDelayMillis: 200, maxQueueSize: 16_384 }),
    ),
    metricReaders: [prometheus],
    instrumentations: [],
    autoDetectResources: false,
  });
  sdk.start();
  return { prometheus, shutdown: () => sdk.shutdown() };
}
