export * from './changes';
export * from './draft';
export * from './enterprise-picker';
export * from './entity-form';
export { FileInput } from './file-input';
export { fileAddress, FilePreview } from './file-preview';
export { IndustryPicker, ReferenceName, RegionPicker, useReference } from './pickers';
export * from './server-form';
