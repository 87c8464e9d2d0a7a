"""Goal: tools/rules lets every allowed dependency pass and names every forbidden one, on tiny trees made for the case."""
import pathlib
import subprocess
import tempfile
import unittest

RULES = pathlib.Path(__file__).resolve().parent.parent / "rules"


def module(uses="", tables=""):
    return f"uses = [{uses}]\ntables = [{tables}]\nevents = []\npermissions = []\n"


def include(path):
    return f'#include "{path}"\n'


# Whole trees that keep the rules.
GOOD = {
    "empty checkout": {},
    "kernel points downward": {
        "kernel/base/a.cpp": include("kernel/base/a.h") + "#include <vector>\n",
        "kernel/meta/a.h": include("kernel/base/a.h"),
        "kernel/store/a.h": include("kernel/flow/a.h") + include("kernel/meta/a.h"),
        "kernel/api/a.h": include("kernel/store/a.h") + include("kernel/http/a.h"),
    },
    "engine on base": {"engines/paths/a.cpp": include("kernel/base/a.h") + include("engines/paths/a.h")},
    "module on kernel, engine and another's api": {
        "modules/order/module.toml": module('"enterprise"', '"purchase_order"'),
        "modules/order/a.cpp": include("kernel/store/a.h") + include("engines/paths/a.h") + include("modules/enterprise/api.h"),
        "modules/order/store.cpp": 'auto sql = "SELECT id FROM purchase_order";\n',
        "modules/enterprise/module.toml": module(tables='"enterprise"'),
        "modules/enterprise/b.cpp": include("modules/enterprise/store.h"),
        "modules/enterprise/migrations/0003_enterprise.sql": "CREATE TABLE enterprise (id BIGINT);\n",
    },
    "prose is not SQL": {
        "modules/order/module.toml": module(),
        "modules/order/a.cpp": 'auto text = "the goods come from site, update site data";\n',
        "modules/enterprise/module.toml": module(tables='"site"'),
    },
    "codes and their texts": {
        "kernel/base/a.cpp": 'return fail(ErrorKind::limit, "box.full", {{"name", "odd"}});\n',
        "kernel/base/b.cpp": '{"box.full", {"满", "Full"}}, {"issue.odd", {"怪", "Odd"}},\n',
        "kernel/base/test/a_test.cpp": 'return fail(ErrorKind::limit, "test.code");\n',
    },
    "module test on the harness of the store": {
        "modules/order/module.toml": module(),
        "modules/order/test/a_test.cpp": include("kernel/store/test/harness.h"),
    },
    "library called after its module": {
        "modules/order/module.toml": module(),
        "modules/order/CMakeLists.txt": "dengyun_room(module_order\n)\ndengyun_room(module_order_routes\n)\n",
    },
    "flow, demo and server": {
        "modules/order/module.toml": module(),
        "flows/registration/a.cpp": include("modules/order/api.h") + include("kernel/api/a.h") + include("flows/a.h"),
        "demo/a.cpp": include("flows/a.h") + include("modules/order/api.h"),
        "server/main.cpp": include("modules/order/routes.h") + include("demo/a.h") + include("flows/a.h"),
        "fuzz/json_fuzz.cpp": include("kernel/meta/a.h"),
    },
    "web app": {
        "web/src/kit/api/client.ts": "import type { paths } from '@/gen/schema';\n",
        "web/src/modules/audit/page.tsx": "import { api } from '@/kit/api';\nimport { row } from './row';\n",
        "web/src/app/routes.tsx": "const page = () => import('@/modules/audit/page');\nimport React from 'react';\n",
    },
}

# One breach each, and what the report says.
BAD = {
    "code without a text": ({"kernel/base/a.cpp": 'return fail(ErrorKind::limit, "box.full");\n'}, "kernel/base/a.cpp:1: box.full has no text"),
    "library with another name": (
        {"modules/order/module.toml": module(), "modules/order/CMakeLists.txt": "\ndengyun_room(order\n)\n"},
        "modules/order/CMakeLists.txt:2: a library called order; here it is module_order",
    ),
    "issue without a text": (
        {"flows/a.cpp": 'x.push_back({"a", "b"});\nissues.push_back({"name", "ugly"});\n'},
        "flows/a.cpp:2: issue.ugly has no text",
    ),
    "base includes meta": ({"kernel/base/a.h": include("kernel/meta/a.h")}, "kernel/base/a.h:1: includes kernel/meta/a.h"),
    "http includes store": ({"kernel/http/a.h": "\n" + include("kernel/store/a.h")}, "kernel/http/a.h:2:"),
    "store includes http": ({"kernel/store/a.h": include("kernel/http/a.h")}, "kernel/store stands below"),
    "kernel includes a module": ({"kernel/api/a.h": include("modules/order/api.h")}, "the kernel does not include modules/"),
    "kernel room that nobody knows": ({"kernel/misc/a.h": include("kernel/base/a.h")}, "kernel/misc is not a known room"),
    "angle brackets hide nothing": ({"kernel/base/a.h": "#include <kernel/http/a.h>\n"}, "includes kernel/http/a.h"),
    "engine includes the store": ({"engines/paths/a.h": include("kernel/store/a.h")}, "an engine includes kernel/base"),
    "engine includes an engine": ({"engines/paths/a.h": include("engines/other/a.h")}, "engines/ does not include engines/"),
    "engine reads the clock": ({"engines/paths/a.h": include("kernel/base/clock.h")}, "no clock"),
    "engine logs": ({"engines/paths/a.h": "#include <spdlog/spdlog.h>\n"}, "no clock, database, network or log"),
    "module looks inside another": (
        {
            "modules/order/module.toml": module('"enterprise"'),
            "modules/order/a.cpp": include("modules/enterprise/store.h"),
            "modules/order/b.cpp": include("modules/enterprise/api.h"),
            "modules/enterprise/module.toml": module(),
        },
        "by its api.h only",
    ),
    "flow looks inside a module": (
        {"modules/order/module.toml": module(), "flows/a.cpp": include("modules/order/store.h")},
        "by its api.h only",
    ),
    "module includes a flow": (
        {"modules/order/module.toml": module(), "modules/order/a.cpp": include("flows/a.h")},
        "modules/ does not include flows/",
    ),
    "a module includes the server": (
        {"modules/order/module.toml": module(), "modules/order/a.cpp": include("server/platform.h")},
        "nobody below includes server/",
    ),
    "product includes a test": (
        {"modules/order/module.toml": module(), "modules/order/a.cpp": include("kernel/store/test/harness.h")},
        "only tests include",
    ),
    "path from the folder": ({"kernel/base/a.cpp": include("a.h")}, "by their path from the checkout"),
    "path upward": ({"kernel/base/a.cpp": include("../base/a.h")}, "by their path from the checkout"),
    "module without declaration": ({"modules/order/a.cpp": ""}, "module.toml is missing"),
    "declaration without a list": ({"modules/order/module.toml": module().replace("uses = []", 'uses = "enterprise"')}, "`uses` must be a list"),
    "declaration that is not TOML": ({"modules/order/module.toml": "uses = [\n"}, "cannot be read"),
    "use that is not declared": (
        {
            "modules/order/module.toml": module(),
            "modules/order/a.cpp": include("modules/enterprise/api.h"),
            "modules/enterprise/module.toml": module(),
        },
        "`uses` lacks enterprise, which modules/order/a.cpp:1 includes",
    ),
    "declared use that is none": (
        {"modules/order/module.toml": module('"enterprise"'), "modules/enterprise/module.toml": module()},
        "`uses` names enterprise, not a module",
    ),
    "cycle": (
        {
            "modules/a/module.toml": module('"b"'),
            "modules/a/a.h": include("modules/b/api.h"),
            "modules/b/module.toml": module('"c"'),
            "modules/b/a.h": include("modules/c/api.h"),
            "modules/c/module.toml": module('"a"'),
            "modules/c/a.h": include("modules/a/api.h"),
        },
        "the modules form a cycle: a -> b -> c -> a",
    ),
    "SQL over another's table": (
        {
            "modules/order/module.toml": module(),
            "modules/order/a.cpp": 'auto sql = R"(\nSELECT name\nFROM enterprise)";\n',
            "modules/enterprise/module.toml": module(tables='"enterprise"'),
        },
        "modules/order/a.cpp:3: SQL over enterprise, a table of modules/enterprise",
    ),
    "join in a flow": (
        {"flows/a.cpp": 'auto sql = " JOIN site ON 1";\n', "modules/enterprise/module.toml": module(tables='"site"')},
        "SQL over site",
    ),
    "reference in a migration": (
        {
            "modules/order/module.toml": module(tables='"purchase_order"'),
            "modules/order/migrations/0009.sql": "CREATE TABLE purchase_order (\n site BIGINT REFERENCES site);\n",
            "modules/enterprise/module.toml": module(tables='"site"'),
        },
        "0009.sql:2: SQL over site",
    ),
    "table that is not declared": (
        {"modules/order/module.toml": module(), "modules/order/migrations/1.sql": "CREATE TABLE stray (id BIGINT);\n"},
        "creates table stray",
    ),
    "table of two modules": (
        {"modules/a/module.toml": module(tables='"site"'), "modules/b/module.toml": module(tables='"site"')},
        "table site belongs to a already",
    ),
    "web module imports another": (
        {"web/src/modules/audit/page.tsx": "import { x } from '../jobs/x';\n"},
        "modules of the web app do not know each other",
    ),
    "web module imports another by alias": (
        {"web/src/modules/audit/page.tsx": "\nconst x = import('@/modules/jobs/x');\n"},
        "page.tsx:2: imports @/modules/jobs/x",
    ),
    "web module imports what is generated": (
        {"web/src/modules/audit/page.tsx": "import type { paths } from '../../gen/schema';\n"},
        "imported by kit only",
    ),
    "kit imports a module": ({"web/src/kit/a.ts": "export { x } from '@/modules/jobs/x';\n"}, "does not know the modules"),
    "kit imports app": ({"web/src/kit/a.ts": "import { x } from '../app/theme';\n"}, "app stands above"),
    "name that says nothing": ({"kernel/base/string_utils.h": ""}, "a name that says nothing"),
}


def check(tree):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in tree.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return subprocess.run([RULES, folder], capture_output=True, text=True, check=False)


class RulesTest(unittest.TestCase):
    def test_good_trees_pass(self):
        for title, tree in GOOD.items():
            with self.subTest(title):
                answer = check(tree)
                self.assertEqual((answer.returncode, answer.stdout), (0, "rules: kept\n"))

    def test_each_breach_is_found_alone(self):
        for title, (tree, expected) in BAD.items():
            with self.subTest(title):
                answer = check(tree)
                self.assertEqual(answer.returncode, 1, answer.stdout)
                self.assertIn(expected, answer.stdout)
                self.assertIn("rules: broken 1 times", answer.stdout)

    def test_a_long_file_is_only_warned_about(self):
        answer = check({"kernel/base/a.cpp": "\n" * 401})
        self.assertEqual(answer.returncode, 0)
        self.assertIn("warning: kernel/base/a.cpp has 401 lines", answer.stdout)


if __name__ == "__main__":
    unittest.main()
