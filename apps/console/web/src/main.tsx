import { render } from 'preact';
import { App } from './app.js';
import { followKeys } from './keys.js';

render(<App />, document.getElementById('app')!);
followKeys();
