import { classArchiveOptions, javaRelease } from './java.js';

describe('Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "25-ea" 2025-09-16', 25],
    ['Picked up JAVA_TOOL_OPTIONS: -Xss1m\nopenjdk version "11.0.2" 2019-01-15', 11],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
  ])('reads the release out of %j', (output, release) => {
    expect(javaRelease(output)).toBe(release);
  });

  it('asks for the archive of classes only where Java knows it', () => {
    expect(classArchiveOptions(17, '/d/classes.jsa')).toEqual([]);
    expect(classArchiveOptions(19, '/d/classes.jsa')).toContain('-XX:SharedArchiveFile=/d/classes.jsa');
  });
});
