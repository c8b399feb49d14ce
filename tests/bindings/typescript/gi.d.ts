// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// As much of what ts-for-gir declares as the tests of gweak's declarations need.

declare module 'gi://GLib?version=2.0' {
    export namespace GLib {
        class Error {
            code: number;
            domain: number;
            message: string;
            constructor(domain: any, code: number, message: string);
            matches(domain: any, code: number): boolean;
        }
        class MainContext {
            static default(): MainContext;
            static new(): MainContext;
            iteration(mayBlock: boolean): boolean;
        }
        class MainLoop {
            constructor(context: MainContext | null, isRunning: boolean);
            quit(): void;
            run(): void;
            runAsync(): Promise<void>;
        }
        class Source {
            destroy(): void;
            is_destroyed(): boolean;
        }
        function timeout_source_new(interval: number): Source;
    }
    export default GLib;
}

declare module 'gi://GObject?version=2.0' {
    export namespace GObject {
        type GType<T = unknown> = {
            __type__(arg: never): T;
            name: string;
        };
        const TYPE_BOOLEAN: GType<boolean>;
        const TYPE_DOUBLE: GType<number>;
        const TYPE_INT: GType<number>;
        const TYPE_STRING: GType<string>;

        enum ConnectFlags {
            AFTER = 1,
            SWAPPED = 2,
        }
        class Value {
            init(type: GType): Value;
            get_int(): number;
        }
        class Object {
            static $gtype: GType<Object>;
            constructor(properties?: { [key: string]: any }, ...rest: any[]);
            _init(...args: any[]): void;
            connect(signal: string, callback: (...args: any[]) => any): number;
            connect_after(signal: string, callback: (...args: any[]) => any): number;
            disconnect(id: number): void;
            emit(signal: string, ...args: any[]): void;
            run_dispose(): void;
            set(properties: { [key: string]: any }): void;
        }
        function registerClass<T extends new (...args: any[]) => Object>(class_: T): T;
        function registerClass<T extends new (...args: any[]) => Object>(options: object, class_: T): T;
    }
    export default GObject;
}

declare module 'gi://Gio?version=2.0' {
    import GObject from 'gi://GObject?version=2.0';

    export namespace Gio {
        enum MemoryMonitorWarningLevel {
            LOW = 50,
            MEDIUM = 100,
            CRITICAL = 255,
        }
        interface Action extends GObject.Object {
            activate(parameter: null): void;
            get_name(): string;
        }
        const Action: { $gtype: GObject.GType<Action> };
        interface AsyncResult extends GObject.Object {
            get_source_object(): GObject.Object | null;
        }
        class Cancellable extends GObject.Object {
            cancel(): void;
        }
        interface ListModel<A extends GObject.Object = GObject.Object> {
            get_item(position: number): A | null;
            get_item_type(): GObject.GType;
            get_n_items(): number;
            items_changed(position: number, removed: number, added: number): void;
        }
        class Menu extends GObject.Object {
            static $gtype: GObject.GType<Menu>;
            append(label: string | null, action: string | null): void;
            get_n_items(): number;
        }
        interface SimpleAction extends Action {}
        class SimpleAction extends GObject.Object {
            static $gtype: GObject.GType<SimpleAction>;
            constructor(properties?: { name?: string; enabled?: boolean });
            enabled: boolean;
            get name(): string;
        }
        class Task extends GObject.Object {
            return_error(error: any): void;
            return_value(value: any): void;
        }
    }
    export default Gio;
}

declare module 'gi://GLib' {
    import GLib from 'gi://GLib?version=2.0';
    export default GLib;
}

declare module 'gi://GObject' {
    import GObject from 'gi://GObject?version=2.0';
    export default GObject;
}

declare module 'gi://Gio' {
    import Gio from 'gi://Gio?version=2.0';
    export default Gio;
}

declare module 'system' {
    const System: {
        exit(code: number): never;
        gc(): void;
    };
    export default System;
}

declare function print(...args: unknown[]): void;
