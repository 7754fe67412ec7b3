import type { Admin } from 'kafkajs';
import type { KafkaClient } from './kafka-client.js';

/** An admin client that connects when it is first asked for, and anew for who asks next where it could not. */
export class LazyAdmin {
  private admin: Promise<Admin> | undefined;

  constructor(private readonly kafka: KafkaClient) {}

  get(): Promise<Admin> {
    return (this.admin ??= this.connect());
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    await admin?.disconnect();
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      this.admin = undefined;
      throw error;
    }
  }
}
