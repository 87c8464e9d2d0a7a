"""Goal: tools/postgres gives a command a working database, answers with the command's status and leaves nothing behind."""
import pathlib
import signal
import subprocess
import unittest
import urllib.parse

POSTGRES = pathlib.Path(__file__).resolve().parent.parent / "postgres"
QUERY = 'echo "$DENGYUN_TEST_POSTGRESQL"; psql -XAtc "SELECT 40 + 2" "$DENGYUN_TEST_POSTGRESQL"'


def folder_of(address):
    """The folder of the server's socket, which its data lies in too."""
    return pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(address.strip()).netloc.split("@")[1]))


class PostgresTest(unittest.TestCase):
    def test_gives_a_database_and_removes_it(self):
        answer = subprocess.run([POSTGRES, "--", "sh", "-c", QUERY], capture_output=True, text=True, check=False)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        address, result = answer.stdout.splitlines()
        self.assertEqual(result, "42")
        self.assertFalse(folder_of(address).exists())

    def test_answers_with_the_status_of_the_command(self):
        self.assertEqual(subprocess.run([POSTGRES, "--", "sh", "-c", "exit 7"], check=False).returncode, 7)

    def test_a_signal_ends_the_command_with_its_children_and_cleans_up(self):
        command = 'echo "$DENGYUN_TEST_POSTGRESQL"; sleep 600 & wait'
        with subprocess.Popen([POSTGRES, "--", "sh", "-c", command], stdout=subprocess.PIPE, text=True) as script:
            folder = folder_of(script.stdout.readline())
            self.assertTrue(folder.exists())
            script.send_signal(signal.SIGTERM)
            # The pipe ends only when everybody who could write to it is gone.
            self.assertEqual(script.communicate(timeout=60)[0], "")
        self.assertEqual(script.returncode, 143)
        self.assertFalse(folder.exists())

    def test_needs_a_command(self):
        answer = subprocess.run([POSTGRES, "--"], capture_output=True, text=True, check=False)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("usage", answer.stderr)


if __name__ == "__main__":
    unittest.main()
