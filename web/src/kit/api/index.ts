export * from './client';
export * from './headers';
export * from './problem';
export * from './types';
export * from './transfer';
