export { EnterprisePicker as SupplierPicker } from '@/kit/form';
