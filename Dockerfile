# One image for all services; the command names what runs:
#   ingest | keyword-router | subscriptions | dispatcher | console | simulator | parley <command…>
# It needs no BuildKit, runs as user 1000, writes nowhere (the simulator: its ledger's folder) and has no
# HEALTHCHECK: probes are HTTP, /health/live and /health/ready.
ARG BUILD_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /parley
# The optional packages are needed to bundle the console's pages (Vite's native parts); the prune below takes them out.
# Install scripts stay off; the one that matters is our own.
COPY package.json package-lock.json ./
COPY tools/parley/package.json tools/parley/
COPY tools/parley/bin tools/parley/bin
COPY patches patches
RUN npm ci --ignore-scripts --no-audit --no-fund && npx --no-install patch-package --error-on-fail
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
COPY tools tools
COPY test test
COPY bench bench
RUN npm run build
# What it is made of, /parley/sbom.cdx.json (CycloneDX). Before the prune: npm lists nothing where packages that the root
# names are missing, those that it is told to omit too.
RUN node tools/licences/write-sbom.js /out/sbom.cdx.json
# What runs: no development packages, and of the others no sources, types, source maps, second builds (what is left
# of them is what require() and import take), tests or manuals (licences stay).
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && rm -rf dist/test dist/bench node_modules/typeorm/browser \
    node_modules/libphonenumber-js/bundle node_modules/libphonenumber-js/es6 node_modules/libphonenumber-js/es6-modern \
    node_modules/rxjs/dist/esm node_modules/rxjs/dist/esm5 node_modules/rxjs/dist/bundles \
  && find node_modules dist -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '.tsbuildinfo' \) -delete \
  && find node_modules -type f -name '*.md' ! -iname 'licen[cs]e*' ! -iname 'notice*' -delete \
  && find node_modules -regextype posix-extended -type d \
    -regex '.*node_modules/(@[^/]+/)?[^@/][^/]*/(tests?|docs|examples?|benchmarks?)' -prune -exec rm -rf {} + \
  && mkdir -p /out/tools/parley \
  && cp -a package.json node_modules dist /out/ \
  && cp -a tools/parley/package.json tools/parley/bin /out/tools/parley/

FROM ${BUILD_IMAGE} AS node

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Parley" \
  org.opencontainers.image.description="Two-way texting: typed events, provable consent, carrier pacing, one trace per conversation" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
# Node alone, without npm and its headers.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
RUN groupadd --gid 1000 parley \
  && useradd --uid 1000 --gid 1000 --home-dir /parley --no-create-home --shell /usr/sbin/nologin parley \
  && install -d -o 1000 -g 1000 /var/lib/parley \
  && ln -s /parley/tools/parley/bin/parley.js /usr/local/bin/parley
WORKDIR /parley
COPY --from=build /out ./
COPY deploy/docker/entrypoint.sh /usr/local/bin/parley-run
ENV NODE_ENV=production
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["parley-run"]
CMD ["parley", "--help"]
