export * from './data-list';
export * from './entity-list';
export * from './list-state';
export * from './toolbar';
export * from './use-list';
