/** Codes of sockets and of PostgreSQL that say "nobody answers there". */
const AWAY = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|08|57P)/;
/** Our own codes are words in capitals; those of Node and of the system begin with E. */
const OURS = /^(?!E[A-Z]+$|ERR_)[A-Z][A-Z0-9_]+$/;

/** What went wrong as people read it: the code, one sentence, and what to do. With `debug` the stack as well. */
export function describeFailure(error: unknown, debug: boolean): string {
  const { name, code, message, stack } = error as {
    name?: string;
    code?: string;
    message?: string;
    stack?: string;
  };
  const sentence = sentenceOf(name ?? '', code ?? '', message ?? String(error));
  return debug && stack !== undefined ? `${sentence}\n${stack}` : sentence;
}

function sentenceOf(name: string, code: string, message: string): string {
  // Each of its lines says where, which code and what to do.
  if (code === 'PARLEY_FILE_INVALID' || code === 'CONVERSATION_FILE_INVALID') return message;
  if (name.startsWith('KafkaJS') || code === 'KAFKA_UNAVAILABLE') {
    return `KAFKA_UNAVAILABLE Kafka does not answer as it should (${message}): see that it runs and try again.`;
  }
  if (AWAY.test(code)) {
    return `DATABASE_UNAVAILABLE PostgreSQL does not answer (${code}): see that it runs and try again.`;
  }
  if (OURS.test(code)) return `${code} ${message}`;
  return `UNEXPECTED ${message.replace(/[.\s]+$/, '')}. This is a bug of Parley's: run it again with PARLEY_DEBUG=1 and report what it prints.`;
}
