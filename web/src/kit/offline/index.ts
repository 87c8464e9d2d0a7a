export * from './queue';
export * from './use-online';
export * from './use-queue';
