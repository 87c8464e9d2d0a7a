// "g" and a letter open a page.
export const goKeys = [
  { key: 'h', to: '/', title: 'home' },
  { key: 'd', to: '/directory', title: 'directory' },
  { key: 'e', to: '/enterprise', title: 'profile' },
  { key: 'm', to: '/map', title: 'map' },
  { key: 's', to: '/scan', title: 'scan' },
  { key: 'c', to: '/capture', title: 'capture' },
  { key: 'n', to: '/notifications', title: 'notifications' },
  { key: 'w', to: '/wall', title: 'wall' },
] as const;
