# Two stages: one that builds, and one that holds only what runs.
FROM node:24-bookworm-slim AS build
WORKDIR /puerto
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PUERTO_DATA=/data
WORKDIR /puerto
COPY --from=build /puerto/node_modules node_modules
COPY --from=build /puerto/dist dist
COPY package.json LICENSE ./
COPY prompts prompts
COPY knowledge knowledge
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "dist/main.js", "serve"]
