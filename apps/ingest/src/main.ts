import { exitOnFailure, readEnvironment, runService } from '@parley/platform';
import { ingestEnvironment } from './ingest.config.js';
import { ingestService } from './ingest.service.js';

exitOnFailure('ingest', () => runService(ingestService(readEnvironment(ingestEnvironment))));
