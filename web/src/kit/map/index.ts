export * from './counts';
export * from './region-map';
export * from './seats';
