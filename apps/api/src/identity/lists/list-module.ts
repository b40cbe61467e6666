import { Get, Inject, Module, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { type StaffRole, Tenancy } from '@perennial/db';
import { staffRoles } from '@perennial/domain/identity';
import type { SearchKind } from '@perennial/domain/search';
import type { ObjectLiteral, Repository, SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { type ListQuery, listPage, matching } from '../../platform/http/lists.js';
import { listQuery, type Page, pageOf } from '../../platform/http/schemas.js';
import { AdminController, CurrentStaff } from '../auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../auth/staff.guard.js';

/** Makes the items of a page from its rows, in the open scope. */
export interface RowViews<E, R> {
  of(rows: readonly E[]): R[] | Promise<R[]>;
}

/** A provider of {@link RowViews}, for items that take more than their row. */
export interface ProvidedViews<E, R> {
  /** Exports the provider. */
  readonly module: Type;
  readonly provider: Type<RowViews<E, R>>;
}

/** A list that staff read, with everything that makes it different from the others. */
export interface StaffList<E extends ObjectLiteral, I extends z.ZodType, F extends z.ZodRawShape, S extends string> {
  /** Below `api/admin/`. Under the name of a resource, its topic refreshes the list. */
  readonly path: string;
  /** Heading in the API's description. */
  readonly tag: string;
  readonly summary: string;
  /** What one item is called in the API's description, such as `Product`. */
  readonly name: string;
  /** Who may read it; every role by default. */
  readonly roles?: readonly StaffRole[];
  readonly entity: new () => E;
  /** The index its names are searched in; a list without one has no search. */
  readonly search?: SearchKind;
  /** Columns to sort by, by their names in the address. The entity is `row`. */
  readonly sorts: Readonly<Record<S, string>>;
  readonly defaultSort: NoInfer<S | `-${S}`>;
  /** Query parameters beside search, sort and page. */
  readonly filters: F;
  readonly item: I;
  /** Joins and conditions. The entity is `row`. */
  readonly narrow?: (query: SelectQueryBuilder<E>, filters: z.output<z.ZodObject<F>>) => void;
  /** The item of a row, or what makes the items of a page. */
  readonly view: ((row: E) => z.output<I>) | ProvidedViews<E, z.output<I>>;
}

const viewsOfList = Symbol('RowViews');

/** The route of a list as a module. Schema, controller and query are derived from the declaration. */
export function listModule<E extends ObjectLiteral, I extends z.ZodType, F extends z.ZodRawShape, S extends string>(
  list: StaffList<E, I, F, S>,
): Type {
  const ItemPage = pageOf(list.item, `${list.name}Page`);
  const names = Object.keys(list.sorts) as [S, ...S[]];
  const Asked = listQuery(names).extend(list.filters);
  type Asked = ListQuery & z.output<z.ZodObject<F>>;

  @AdminController(list.path, list.tag, null)
  class ListController {
    constructor(
      private readonly tenancy: Tenancy,
      @InjectRepository(list.entity) private readonly rows: Repository<E>,
      @Inject(viewsOfList) private readonly views: RowViews<E, z.output<I>>,
    ) {}

    @Get()
    @OnlyFor(...(list.roles ?? staffRoles))
    @ApiOperation({ summary: list.summary })
    @ApiOkResponse({ standardSchema: ItemPage })
    list(@CurrentStaff() staff: SignedInStaff, @Query({ schema: Asked }) asked: Asked): Promise<Page<z.output<I>>> {
      return this.tenancy.withSchool(staff.schoolId, () => {
        const query = this.rows.createQueryBuilder('row');
        if (list.search) matching(query, list.search, asked.q);
        list.narrow?.(query, asked);
        return listPage(query, asked, list.sorts, list.defaultSort, (rows) => this.views.of(rows));
      });
    }
  }
  // The description names operations by their controller.
  Object.defineProperty(ListController, 'name', { value: `${list.name}ListController` });

  const { view } = list;
  const [imports, views] =
    typeof view === 'function'
      ? [[], { provide: viewsOfList, useValue: { of: (rows: readonly E[]) => rows.map(view) } }]
      : [[view.module], { provide: viewsOfList, useExisting: view.provider }];

  @Module({ imports: [schoolRepositories([list.entity]), ...imports], controllers: [ListController], providers: [views] })
  class ListModule {}
  Object.defineProperty(ListModule, 'name', { value: `${list.name}ListModule` });
  return ListModule;
}
