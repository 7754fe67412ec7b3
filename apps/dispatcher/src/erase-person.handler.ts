import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  personErased,
  personEraseRequested,
  type PersonErased,
  type PersonEraseRequested,
} from '@parley/contracts';
import { Erasing, type Batch } from '@parley/messaging';
import { ErasureStore } from './erasure.store.js';

/** Forgets people: the words of what was sent, and all that waits. */
@Controller()
export class ErasePersonHandler {
  constructor(
    private readonly erasing: Erasing,
    private readonly store: ErasureStore,
  ) {}

  @EventPattern<string>(personEraseRequested.topic, undefined, { lane: 'erasures' })
  requested(@Payload() batch: Batch<PersonEraseRequested>): Promise<void> {
    return this.erasing.requested(batch, this.store);
  }

  @EventPattern<string>(personErased.topic, undefined, { lane: 'erasures' })
  again(@Payload() batch: Batch<PersonErased>): Promise<void> {
    return this.erasing.again(batch, this.store);
  }
}
