// What the server asks of a password, told before it is sent.
import type { Rule } from 'antd/es/form';

export const passwordLengthMin = 10;

export function passwordRules(required: string, tooShort: string): Rule[] {
  return [
    { required: true, message: required },
    { min: passwordLengthMin, message: tooShort },
  ];
}
