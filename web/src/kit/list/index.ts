export * from './card-list';
export * from './data-list';
export * from './entity-list';
export { ImportDrawer } from './import-drawer';
export * from './list-state';
export * from './toolbar';
export * from './use-list';
