// Units of measure are written by people, in Chinese as a rule; English pages say the common ones in English.
import type { Language } from './i18n';

const english: Readonly<Record<string, string>> = {
  件: 'pcs',
  个: 'pcs',
  只: 'pcs',
  块: 'pcs',
  片: 'pcs',
  根: 'pcs',
  支: 'pcs',
  台: 'pcs',
  套: 'sets',
  副: 'sets',
  张: 'sheets',
  卷: 'rolls',
  箱: 'boxes',
  包: 'packs',
  批: 'lots',
  次: 'times',
  吨: 't',
  千克: 'kg',
  公斤: 'kg',
  克: 'g',
  米: 'm',
  平方米: 'm²',
  立方米: 'm³',
  升: 'L',
  小时: 'h',
  天: 'days',
  月: 'months',
};

// As written where there is no English word for it.
export function unitInEnglish(unit: string): string {
  return english[unit] ?? unit;
}

export function unitIn(language: Language, unit: string): string {
  return language === 'en' ? unitInEnglish(unit) : unit;
}
