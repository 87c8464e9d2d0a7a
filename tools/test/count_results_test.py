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


def vitest(*states, message=""):
    cases = [
        {"fullName": f"case {number}", "status": state, "failureMessages": ["\u001b[31mbecause\u001b[0m\nmore"] * (state == "failed")}
        for number, state in enumerate(states)
    ]
    file = {"name": "/somewhere/a.test.ts", "message": message, "assertionResults": cases}
    return json.dumps({"numTotalTests": len(states), "numPassedTests": states.count("passed"), "testResults": [file]})


def ctest(**programs):
    cases = "".join(f'<testcase name="{name}" status="{status}"/>' for name, status in programs.items())
    return f"<testsuite>{cases}</testsuite>"


def count(status, **files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            pathlib.Path(folder, name.replace("__", ".")).write_text(text)
        answer = subprocess.run([COUNT, folder, str(status)], capture_output=True, text=True, check=True)
        return tuple(int(number) for number in answer.stdout.splitlines()[0].split())


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
        self.assertEqual(count(1, vitest__json=vitest("passed", "passed", "failed", "skipped")), (2, 2))

    def test_a_file_that_never_came_to_its_cases_is_a_failure(self):
        self.assertEqual(count(1, vitest__json=vitest(message="it does not compile")), (0, 1))

    def test_what_failed_is_named_with_its_first_line(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "vitest.json").write_text(vitest("failed"))
            lines = subprocess.run([COUNT, folder, "1"], capture_output=True, text=True, check=True).stdout.splitlines()
        self.assertEqual(lines[1:], ["a.test.ts > case 0 (failed): because"])

    def test_failure_is_never_lost(self):
        self.assertEqual(count(1, a_test__json=googletest("COMPLETED")), (1, 1))


if __name__ == "__main__":
    unittest.main()
