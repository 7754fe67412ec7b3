import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for words that are sealed under their person's key. What was kept before stays as it is until it is forgotten. */
export class SealStory1764202800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE console.story ADD COLUMN sealed bytea, ADD COLUMN word_marks integer[];
      ALTER TABLE console.conversations ADD COLUMN sealed_last_text bytea;
      CREATE INDEX story_by_words ON console.story USING gin (word_marks) WHERE word_marks IS NOT NULL;
      CREATE INDEX story_in_plain ON console.story (conversation_id) WHERE text IS NOT NULL;
      COMMENT ON COLUMN console.story.text IS 'Of entries before words were sealed.';
      COMMENT ON COLUMN console.story.sealed IS 'The text, and what was read out of it, as JSON, sealed under the person''s key of vault.keys.';
      COMMENT ON COLUMN console.story.word_marks IS 'By which the sealed text is found: 32 bits of each word''s HMAC under the pepper.';
      COMMENT ON COLUMN console.conversations.last_text IS 'Where it is there it is newer than the sealed one: the release before wrote it.';
    `);
  }

  /** Sealed words go: without the columns nobody could read them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM console.story WHERE sealed IS NOT NULL;
      UPDATE console.conversations SET last_by = NULL WHERE last_text IS NULL;
      ALTER TABLE console.conversations DROP COLUMN sealed_last_text;
      DROP INDEX console.story_by_words, console.story_in_plain;
      ALTER TABLE console.story DROP COLUMN sealed, DROP COLUMN word_marks;
      COMMENT ON COLUMN console.story.text IS NULL;
      COMMENT ON COLUMN console.conversations.last_text IS NULL;
    `);
  }
}
