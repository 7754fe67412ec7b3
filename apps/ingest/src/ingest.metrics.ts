import { Injectable } from '@nestjs/common';
import { meter, type CounterInstrument } from '@parley/platform';

/** This service's instruments. Labels are few: a carrier of ours, a code, a place. */
@Injectable()
export class IngestMetrics {
  private readonly refusals: CounterInstrument;
  private readonly records: CounterInstrument;
  private readonly switches: CounterInstrument;
  private readonly relayedRecords: CounterInstrument;
  private readonly joinedTexts: CounterInstrument;
  private readonly links: CounterInstrument;

  constructor() {
    this.refusals = meter.createCounter('parley.ingest.refused');
    this.records = meter.createCounter('parley.ingest.durable');
    this.switches = meter.createCounter('parley.ingest.switched');
    this.relayedRecords = meter.createCounter('parley.ingest.relayed');
    this.links = meter.createCounter('parley.carrier.links');
    this.joinedTexts = meter.createCounter('parley.ingest.joined');
  }

  joined(kind: 'whole' | 'partial'): void {
    this.joinedTexts.add(1, { kind });
  }

  refused(carrier: string, code: string, count = 1): void {
    this.refusals.add(count, { carrier, code });
  }

  written(place: 'kafka' | 'spool', count: number): void {
    this.records.add(count, { place });
  }

  switched(place: 'kafka' | 'spool'): void {
    this.switches.add(1, { place });
  }

  relayed(count: number): void {
    this.relayedRecords.add(count);
  }

  linkChanged(carrier: string, change: string): void {
    this.links.add(1, { carrier, change });
  }
}
