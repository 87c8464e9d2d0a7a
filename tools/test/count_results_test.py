"""Goal: the numbers that close a test run are true, also where a program crashed, skipped or reported nothing."""
import json
import pathlib
import subprocess
import tempfile
import unittest

COUNT = pathlib.Path(__file__).resolve().parent.parent / "count-results"


def googletest(*results, failed=0):
    cases = [{"name": f"case{number}", "result": result} for number, result in enumerate(results)]
    for case in cases[:failed]:
        case["failures"] = [{"failure": "because"}]
    return json.dumps({"tests": len(cases), "testsuites": [{"name": "suite", "testsuite": cases}]})


def ctest(**programs):
    cases = "".join(f'<testcase name="{name}" status="{status}"/>' for name, status in programs.items())
    return f"<testsuite>{cases}</testsuite>"


def count(status, **files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            pathlib.Path(folder, name.replace("__", ".")).write_text(text)
        answer = subprocess.run([COUNT, folder, str(status)], capture_output=True, text=True, check=True)
        return tuple(int(number) for number in answer.stdout.split())


class CountResultsTest(unittest.TestCase):
    def test_a_stage_without_files_is_one_case(self):
        self.assertEqual(count(0), (1, 0))
        self.assertEqual(count(7), (0, 1))

    def test_cases_are_counted_not_programs(self):
        self.assertEqual(
            count(0, a_test__json=googletest("COMPLETED", "COMPLETED"), ctest__xml=ctest(a_test="run")), (2, 0)
        )

    def test_a_failed_case_counts_once(self):
        files = {"a_test__json": googletest("COMPLETED", "COMPLETED", failed=1), "ctest__xml": ctest(a_test="fail")}
        self.assertEqual(count(8, **files), (1, 1))

    def test_a_skipped_case_is_a_failure(self):
        self.assertEqual(count(0, a_test__json=googletest("COMPLETED", "SKIPPED")), (1, 1))

    def test_a_crash_without_a_report_is_a_failure(self):
        self.assertEqual(
            count(8, a_test__json=googletest("COMPLETED"), ctest__xml=ctest(a_test="run", b_test="fail")), (1, 1)
        )
        self.assertEqual(count(8, b_test__json='{"tests": 3, "test', ctest__xml=ctest(b_test="fail")), (0, 1))

    def test_a_leak_after_passed_cases_is_a_failure(self):
        self.assertEqual(count(8, a_test__json=googletest("COMPLETED"), ctest__xml=ctest(a_test="fail")), (1, 1))

    def test_vitest(self):
        report = json.dumps({"numTotalTests": 5, "numPassedTests": 4})
        self.assertEqual(count(1, vitest__json=report), (4, 1))

    def test_failure_is_never_lost(self):
        self.assertEqual(count(1, a_test__json=googletest("COMPLETED")), (1, 1))


if __name__ == "__main__":
    unittest.main()
