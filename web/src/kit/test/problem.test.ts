// Goal: every issue of the server reaches the person, beside its field where the form has one, and whatever a failed
// answer holds becomes a problem that can be shown.
import { describe, expect, it } from 'vitest';
import { asProblem, fieldErrors, inputOf, Problem, problemOf, unreachable, unreadable } from '../api';

const invalid = problemOf(422, {
  type: 'about:blank',
  status: 422,
  code: 'request.invalid',
  title: '提交的内容有误',
  request_id: 'r1',
  issues: [
    { field: 'name', code: 'required', text: '请填写名称' },
    { field: 'name', code: 'too_long', text: '太长' },
    { field: 'lines[1].price', code: 'range', text: '价格超出范围' },
    { field: 'hidden', code: 'unknown', text: '不认识' },
    { field: '', code: 'limit', text: '太多了' },
  ],
});

describe('problemOf', () => {
  it('reads problem details', () => {
    expect(invalid).toMatchObject({
      status: 422,
      code: 'request.invalid',
      title: '提交的内容有误',
      requestId: 'r1',
    });
    expect(invalid.issues).toHaveLength(5);
  });

  it('survives answers that are not problem details', () => {
    for (const body of [undefined, null, '<html>502</html>', 7, {}, { issues: 'x' }, { issues: [null, 3] }]) {
      expect(problemOf(502, body)).toMatchObject({ status: 502, code: unreadable, issues: [] });
    }
  });
});

describe('asProblem', () => {
  it('keeps problems and names everything else unreachable', () => {
    expect(asProblem(invalid)).toBe(invalid);
    expect(asProblem(new TypeError('failed to fetch'))).toMatchObject({ status: 0, code: unreachable });
  });
});

describe('inputOf', () => {
  it('is the input that holds the value', () => {
    expect(['name', 'lines[2].price', 'permissions.0', ''].map(inputOf)).toEqual([
      'name',
      'lines',
      'permissions',
      '',
    ]);
  });
});

describe('fieldErrors', () => {
  it('says the same thing about several entries of a list once', () => {
    const problem = new Problem(422, 'request.invalid', '', '', [
      { field: 'permissions.0', code: 'beyond_own', text: '超出您的权限' },
      { field: 'permissions.3', code: 'beyond_own', text: '超出您的权限' },
    ]);
    expect(fieldErrors(problem, ['permissions']).fields).toEqual([
      { name: 'permissions', errors: ['超出您的权限'] },
    ]);
  });

  it('sorts issues to the fields that the form shows', () => {
    expect(fieldErrors(invalid, ['name', 'lines'])).toEqual({
      fields: [
        { name: 'name', errors: ['请填写名称', '太长'] },
        { name: 'lines', errors: ['价格超出范围'] },
      ],
      rest: ['hidden: 不认识', '太多了'],
    });
  });

  it('puts an issue at the input of a line where there is one', () => {
    const problem = new Problem(422, 'request.invalid', '', '', [
      { field: 'lines.1.received', code: 'too_large', text: '太大' },
      { field: 'lines[0].lot', code: 'taken', text: '重复' },
    ]);
    expect(fieldErrors(problem, ['lines'], new Set(['lines.1.received'])).fields).toEqual([
      { name: ['lines', 1, 'received'], errors: ['太大'] },
      { name: 'lines', errors: ['重复'] },
    ]);
  });

  it('loses no issue, whatever the form shows', () => {
    for (const known of [[], ['name'], ['lines', 'hidden'], ['name', 'lines', 'hidden']]) {
      const sorted = fieldErrors(invalid, known);
      const texts = [...sorted.fields.flatMap((field) => field.errors), ...sorted.rest];
      expect(texts).toHaveLength(invalid.issues.length);
    }
  });

  it('has nothing to sort in a problem without issues', () => {
    expect(fieldErrors(new Problem(500, 'x', '', '', []), ['name'])).toEqual({ fields: [], rest: [] });
  });
});
