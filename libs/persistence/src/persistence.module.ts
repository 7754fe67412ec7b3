import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { createDataSource, databaseOf, type DataSourceOptions } from './data-source.js';
import { Database } from './database.js';

/** Gives every provider the `Database` port; one pool per process. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot(options: DataSourceOptions): DynamicModule {
    const { options: typeorm } = createDataSource(options);
    return {
      module: PersistenceModule,
      imports: [TypeOrmModule.forRoot({ ...typeorm, retryAttempts: 30, retryDelay: 1000 })],
      providers: [
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => databaseOf(dataSource, options.sealing),
        },
      ],
      exports: [Database],
    };
  }
}
