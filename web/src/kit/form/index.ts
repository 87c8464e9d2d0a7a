export * from './changes';
export * from './draft';
export * from './entity-form';
export { FileInput, fileAddress } from './file-input';
export { IndustryPicker, ReferenceName, RegionPicker } from './pickers';
export * from './server-form';
