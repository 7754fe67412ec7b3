// What every spec on real infrastructure gets: patience for a broker or a service to start, and its things closed.
const { closeAll } = require('@parley/testing');

jest.setTimeout(60_000);
afterAll(closeAll);
