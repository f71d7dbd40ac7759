MVN ?= mvn
.DEFAULT_GOAL := help
.PHONY: help build test verify format doctor demo up down status clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

build: ## all jars, without tests and checks
	$(MVN) -B -ntp -q -DskipTests -Dfast package

test: ## unit tests
	$(MVN) -B -ntp test

verify: ## all tests and all checks, as in CI
	$(MVN) -B -ntp verify

format: ## format the code
	$(MVN) -B -ntp -q spotless:apply

doctor: ## what is missing on this machine
	./feedrank doctor

demo: ## the whole path on sample data
	./feedrank demo

up: ## start the local stack
	./feedrank up

down: ## stop it
	./feedrank down

status: ## what runs
	./feedrank status

clean: ## remove what was built
	$(MVN) -B -ntp -q clean
