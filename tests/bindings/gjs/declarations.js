// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The declarations for TypeScript name everything that is there, and the program
// that is compiled with them uses everything that they name.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';

import {ok, run, same, test} from './tap.js';

function read(path) {
    const file = Gio.File.new_for_uri(import.meta.url).get_parent().resolve_relative_path(path);
    return new TextDecoder().decode(file.load_contents(null)[1]);
}

const declarations = read('../../../gweak/bindings/gjs/gweak-1.d.ts');
const program = read('../typescript/good.ts');

const isClass = value => typeof value === 'function' && value.prototype instanceof GObject.Object;
// A closure is only given; the rest is of the engine, or of list models.
const isHidden = name => /^[_$]|-|Class$|^(constructor|length|name|prototype|toString|closure)$/.test(name) ||
    Object.hasOwn(Gio.ListModel.prototype, name);
const visible = names => names.filter(name => typeof name === 'string' && !isHidden(name));

// The lines of a class, or of all that is outside.
function blockOf(name) {
    const start = declarations.search(new RegExp(`^        (abstract )?(class|enum) ${name}\\b`, 'm'));
    ok(start >= 0, `there is no ${name}`);
    return declarations.slice(start, declarations.indexOf('\n        }\n', start));
}

function propertiesOf(class_) {
    if (!isClass(class_))
        return [];
    const specs = GObject.Object.list_properties.call(class_).filter(spec => spec.owner_type === class_.$gtype);
    return specs.map(spec => spec.name.replace(/-/g, '_'));
}

const words = text => new Set(text.match(/[\w-]+/g));

test('everything of the namespace is declared', () => {
    const names = Object.getOwnPropertyNames(Gweak).filter(name => !/^(__|toString)/.test(name));
    ok(names.length > 15, `${names}`);
    same(visible(names).filter(name => !new RegExp(`\\b(class|enum|const|function) ${name}\\b`).test(declarations)), []);
});

for (const name of ['Reference', 'WeakRef', 'Finalizer', 'WeakMethod', 'WeakHashTable', 'WeakSet', 'WeakListStore', 'Cache', 'FinalizationRegistry']) {
    test(`every member of ${name} is declared`, () => {
        const class_ = Gweak[name];
        const declared = words(blockOf(name));
                const names = visible([...Object.getOwnPropertyNames(class_), ...Object.getOwnPropertyNames(class_.prototype), ...propertiesOf(class_)]);
        ok(names.length > 1);
        same(names.filter(member => !declared.has(member)), []);
    });
}

test('every part of the overrides is installed', () => {
    const build = read('../../../gweak/bindings/meson.build');
    const directory = Gio.File.new_for_uri(import.meta.url).get_parent().resolve_relative_path('../../../gweak/bindings/gjs/gweak');
    const parts = [...directory.enumerate_children('standard::name', Gio.FileQueryInfoFlags.NONE, null)].map(info => info.get_name());
    ok(parts.length > 3);
    same(parts.filter(part => !build.includes(`'gjs/gweak/${part}'`)), []);
});

test('everything that is declared is compiled', () => {
    const members = declarations.match(/(?<=^ {12}(static |readonly |get |set )*)\w+(?=[(<:])/gm);
    const meant = /^(_init|constructor|set|connect|\$gtype|vfunc_dying|vfunc_finalized|key_type|value_type|item_type|referent_type|at_exit|main_context)$/;
    const used = words(program);
    ok(members.length > 200, `${members.length}`);
    same([...new Set(members)].filter(member => !meant.test(member) && !used.has(member) &&
        !declarations.includes(`${member}?:`)), []);
});

run();
