import { Given } from '@cucumber/cucumber'

// Every sentence of the catalogue, doing nothing: what is left is the cost of cucumber itself.
Given(/^.*$/, () => undefined)
