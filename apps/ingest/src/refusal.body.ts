import { ApiProperty } from '@nestjs/swagger';

/** What a caller gets for a request that was not taken. */
export class RefusalBody {
  @ApiProperty({ description: 'A stable code', example: 'SIGNATURE_INVALID' })
  code!: string;

  @ApiProperty({ description: 'What happened, and what to do about it' })
  message!: string;
}
