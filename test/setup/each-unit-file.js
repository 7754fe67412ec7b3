// What every spec without I/O gets: patience for a machine that does much else. Those that wait for nothing end at once.
jest.setTimeout(30_000);
