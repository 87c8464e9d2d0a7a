# The commands of the project; each is a script in tools/. `make help` lists them.
.DEFAULT_GOAL := help
SCHEDULE ?=
.PHONY: help setup build run dev test bench bench-ledger bench-schedule bench-telemetry fuzz lint format clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

setup: ## install what building and testing need (Debian packages, npm packages)
	@tools/setup run test

build: ## build the program: build/dengyun
	@tools/setup build
	@tools/web build
	@tools/build release

run: ## set up, build, load the demonstration cluster the first time, serve http://127.0.0.1:8080
	@exec tools/run

dev: ## rebuild and restart on change, web app with hot reload
	@exec tools/dev

test: ## set up, build and run every test
	@exec tools/run-tests

bench: ## measure against peers in the same run
	@exec tools/bench

bench-ledger: ## measure the ledger against its promised ratios
	@exec tools/bench ledger

bench-schedule: ## measure the scheduling engine on public instances, SCHEDULE="--seconds 60 --every 1" for the full tables
	@tools/setup build
	@tools/web build
	@tools/build release bench_schedule bench_schedule_size dengyun
	@build/bench/bench_schedule $(SCHEDULE)
	@bench/schedule_rich.bench $(SCHEDULE)
	@build/bench/bench_schedule_size

bench-telemetry: ## measure the time-series store beside InfluxDB and VictoriaMetrics
	@exec tools/bench telemetry

fuzz: ## fuzz the readers of outside input, FUZZ_SECONDS (60) each
	@exec tools/fuzz

lint: ## rules, shellcheck, clang-tidy, web lint
	@exec tools/lint

format: ## bring all sources into the one format
	@exec tools/format

clean: ## remove what was built (not the data, not the installed packages)
	@rm -rf build web/dist
